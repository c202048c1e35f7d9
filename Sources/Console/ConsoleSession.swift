import Foundation
import Synchronization
import Terminal

/// Runs the screens: events in, the model, a grid out. The only place where model and terminal meet.
public struct ConsoleSession {
  /// How a session ended.
  public enum End: Sendable, Hashable {
    /// The operator left.
    case quit
    /// A signal asked for it.
    case terminated(signal: Int32)
  }

  private let screen: TerminalScreen
  private let performer: any Performer
  private let mailbox: Mailbox
  private let reads = Reads()
  private let lookEvery: Duration

  /// Takes an opened screen, which the caller closes.
  ///
  /// - Parameter lookEvery: how often the engine and the databases are looked at.
  public init(screen: TerminalScreen, performer: any Performer, lookEvery: Duration = .milliseconds(400)) {
    self.screen = screen
    self.performer = performer
    self.lookEvery = lookEvery
    mailbox = Mailbox(waker: screen.waker)
  }

  /// Runs until the operator leaves or a signal comes. Blocks the calling thread; the work is done on others.
  ///
  /// - Parameter model: what the screens begin with, and are left with.
  public func run(_ model: inout Model) -> End {
    for effect in model.handle(.resized(screen.size)) { start(effect) }
    let looking = Task { [performer, mailbox, lookEvery] in
      while !Task.isCancelled {
        let (engine, dataChanged) = await performer.look()
        mailbox.put(.engine(engine))
        if dataChanged { mailbox.put(.dataChanged) }
        try await Task.sleep(for: lookEvery)
      }
    }
    defer { looking.cancel() }
    for effect in model.start { start(effect) }
    while true {
      screen.draw(RootView(model: model).grid)
      var events: [ConsoleEvent] = []
      switch screen.nextEvent() {
      case .key(let key): events.append(.key(key))
      case .resized(let size): events.append(.resized(size))
      case .terminated(let signal): return .terminated(signal: signal)
      case .mouse(let mouse): events.append(.mouse(mouse))
      case .wake, nil: break
      }
      for event in events + mailbox.take() {
        for effect in model.handle(event) {
          switch effect {
          case .quit: return .quit
          case .redraw: screen.redrawAll()
          case .theme(let theme): screen.use(theme)
          case .copy(let copied) where screen.copy(copied.text):
            mailbox.put(.done("Sent to the terminal's clipboard: \(copied.name)"))
          default: start(effect)
          }
        }
      }
    }
  }

  private func start(_ effect: Effect) {
    guard reads.begin(effect) else { return }
    Task { [performer, mailbox, reads] in
      repeat {
        if let event = await performer.perform(effect) { mailbox.put(event) }
      } while reads.endsAndWantsAgain(effect)
    }
  }
}

/// Keeps a read from overtaking an earlier one of the same thing: one runs, and one more follows when it was asked for
/// meanwhile, so that the last to arrive is the newest.
private final class Reads: Sendable {
  private struct State {
    var running: Set<Effect.Read> = []
    var again: Set<Effect.Read> = []
  }

  private let state = Mutex(State())

  func begin(_ effect: Effect) -> Bool {
    guard let read = effect.read else { return true }
    return state.withLock { state in
      if state.running.insert(read).inserted { return true }
      state.again.insert(read)
      return false
    }
  }

  func endsAndWantsAgain(_ effect: Effect) -> Bool {
    guard let read = effect.read else { return false }
    return state.withLock { state in
      if state.again.remove(read) != nil { return true }
      state.running.remove(read)
      return false
    }
  }
}

/// Events from other threads, for the screen's.
private final class Mailbox: Sendable {
  private let waker: TerminalWaker
  private let events = Mutex<[ConsoleEvent]>([])

  init(waker: TerminalWaker) { self.waker = waker }

  func put(_ event: ConsoleEvent) {
    events.withLock { $0.append(event) }
    waker.wake()
  }

  func take() -> [ConsoleEvent] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
