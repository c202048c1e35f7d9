/// Makes a picture of the first screen, once everything that it shows has been read.
public struct PictureSession {
  private let performer: any Performer

  /// Takes who reads, and writes the file.
  public init(performer: any Performer) { self.performer = performer }

  /// Writes the picture; the answer says where it stands, or why it does not.
  public func run(_ model: Model, path: String) async -> ConsoleEvent? {
    var run = HeadlessRun(model, performer: performer)
    await run.begin()
    if case .message(_, let reason) = run.model.dialog { return .failed(reason, of: .loadPrograms) }
    return await performer.perform(.write(run.model.screenshot(path: path))) { _ in }
  }
}
