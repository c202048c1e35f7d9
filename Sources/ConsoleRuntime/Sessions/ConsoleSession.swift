import Console
import Synchronization
import Terminal

/// Runs the screens: events in, the model, a grid out. The only place where model and terminal meet.
package struct ConsoleSession {
  /// How a session ended.
  package enum End: Sendable, Hashable {
    /// The operator left.
    case quit
    /// A signal asked for it.
    case terminated(signal: Int32)
  }

  private let screen: TerminalScreen
  private let effectHandler: any EffectHandler
  private let mailbox: Mailbox
  private let reads: Reads
  private let lookEvery: Duration

  /// Takes an opened screen, which the caller closes.
  ///
  /// - Parameter lookEvery: how often the engine and the databases are looked at.
  package init(screen: TerminalScreen, effectHandler: any EffectHandler, lookEvery: Duration = .milliseconds(400)) {
    self.screen = screen
    self.effectHandler = effectHandler
    self.lookEvery = lookEvery
    let mailbox = Mailbox(waker: screen.waker)
    self.mailbox = mailbox
    reads = Reads(effectHandler: effectHandler) { mailbox.put($0) }
  }

  /// Runs until the operator leaves or a signal comes. Blocks the calling thread; the work is done on others.
  ///
  /// - Parameter model: what the screens begin with, and are left with.
  package func run(_ model: inout Model) -> End {
    for effect in laidOut({ model.handle(.resized(screen.size)) }) { reads.begin(effect) }
    let looking = Task { [effectHandler, mailbox, lookEvery] in
      while !Task.isCancelled {
        let (engine, dataChanged) = await effectHandler.look()
        mailbox.put(.engine(engine))
        if dataChanged { mailbox.put(.dataChanged) }
        try await Task.sleep(for: lookEvery)
      }
    }
    defer {
      looking.cancel()
      reads.cancelAll()
    }
    for effect in model.start { reads.begin(effect) }
    while true {
      screen.draw(laidOut { RootView(model: model).grid })
      var events: [ConsoleEvent] = []
      switch screen.nextEvent() {
      case .key(let key): events.append(.key(key))
      case .pasted(let text): events.append(.pasted(text))
      case .resized(let size): events.append(.resized(size))
      case .terminated(let signal): return .terminated(signal: signal)
      case .mouse(let mouse): events.append(.mouse(mouse))
      case .wake, nil: break
      }
      for event in events + mailbox.take() {
        for effect in laidOut({ model.handle(event) }) {
          guard case .session(let own) = effect else {
            reads.begin(effect)
            continue
          }
          if case .quit = own { return .quit }
          perform(own)
        }
      }
    }
  }

  private func perform(_ effect: SessionEffect) {
    switch effect {
    case .quit: break
    case .redraw: screen.redrawAll()
    case .theme(let theme): screen.use(theme)
    case .copy(let copied):
      if screen.copy(copied.text) {
        mailbox.put(.done("Sent to the terminal's clipboard: \(copied.name)"))
      } else {
        reads.begin(.keep(copied))
      }
    case .stop(let read): reads.stop(read)
    }
  }

  /// Lays texts out for this screen. What is read and written for it holds them as they are.
  private func laidOut<Value>(_ body: () -> Value) -> Value {
    Repertoire.$current.withValue(screen.repertoire, operation: body)
  }
}

/// Events from other threads, for the screen's.
final class Mailbox: Sendable {
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
