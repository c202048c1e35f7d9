import Console
import Synchronization

/// Runs a model without a screen: does whatever it asks for, one thing after the other, to the end.
struct HeadlessRun {
  private(set) var model: Model
  private(set) var hasQuit = false
  /// What was copied and not been taken yet; there is no clipboard.
  private(set) var copied: [String] = []
  private let effectHandler: any EffectHandler

  init(_ model: Model, effectHandler: any EffectHandler) {
    self.model = model
    self.effectHandler = effectHandler
  }

  /// Reads what the model begins with.
  mutating func begin() async {
    await look()
    await perform(model.start)
  }

  /// Tells the model what the engine does and whether a database was changed.
  mutating func look() async {
    let (engine, dataChanged) = await effectHandler.look()
    await tell(.engine(engine))
    if dataChanged { await tell(.dataChanged) }
  }

  mutating func tell(_ event: ConsoleEvent) async { await perform(model.handle(event)) }

  /// Runs a command as it is typed.
  mutating func run(_ line: String) async throws(CommandRefusal) { await perform(try model.runLine(line)) }

  mutating func change(_ edit: (inout Model) -> Void) { edit(&model) }

  /// Changes the model, and does what is to be done for it.
  mutating func act(_ edit: (inout Model) -> [Effect]) async { await perform(edit(&model)) }

  mutating func takeCopied() -> [String] {
    defer { copied = [] }
    return copied
  }

  private mutating func perform(_ effects: [Effect]) async {
    var waiting = effects[...]
    while let effect = waiting.popFirst() {
      if case .session(let own) = effect {
        perform(own)
      } else {
        let told = Told()
        let last = await effectHandler.perform(effect) { told.put($0) }
        for event in told.take() + (last.map { [$0] } ?? []) { waiting += model.handle(event) }
      }
    }
  }

  private mutating func perform(_ effect: SessionEffect) {
    switch effect {
    case .quit: hasQuit = true
    case .copy(let text): copied += text.text.split(separator: "\n").map(String.init)
    // Nothing is drawn, and what is read is read to its end.
    case .redraw, .theme, .stop: break
    }
  }
}

/// What is told while something is done; without a screen there is nobody to show it to before the end.
private final class Told: Sendable {
  private let events = Mutex<[ConsoleEvent]>([])

  func put(_ event: ConsoleEvent) { events.withLock { $0.append(event) } }

  func take() -> [ConsoleEvent] { events.withLock { $0 } }
}

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
