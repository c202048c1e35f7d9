import Console
import Synchronization
import Terminal

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
