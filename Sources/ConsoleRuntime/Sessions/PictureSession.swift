import Console

/// Makes a picture of the first screen, once everything that it shows has been read.
package struct PictureSession {
  private let effectHandler: any EffectHandler

  /// Takes who reads, and writes the file.
  package init(effectHandler: any EffectHandler) { self.effectHandler = effectHandler }

  /// Writes the picture; the answer says where it stands, or why it does not.
  package func run(_ model: Model, path: String) async -> ConsoleEvent? {
    var run = HeadlessRun(model, effectHandler: effectHandler)
    await run.begin()
    if case .failedRead(let reason) = run.model.dialog { return .failed(reason, of: .loadPrograms) }
    return await effectHandler.perform(.write(run.model.screenshot(path: path))) { _ in }
  }
}
