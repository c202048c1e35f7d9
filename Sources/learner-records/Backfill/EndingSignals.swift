import Dispatch
import Foundation
import Synchronization

/// Ctrl-C or SIGTERM while tasks are posted: the first ends it gently, the second at once.
///
/// Nothing is lost by the second. What was in flight keeps its lease, and the next start takes it back.
final class EndingSignals: Sendable {
  private let counter = SignalCounter()
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// Returns when signals are listened for; one that came between would be lost.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    let registered = DispatchGroup()
    sources = Mutex(
      [SIGINT, SIGTERM].map { [counter] number in
        // The default action would end the process at the first signal.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          guard counter.next() > 1 else { return first() }
          second()
          _exit(128 + number)
        }
        registered.enter()
        source.setRegistrationHandler { registered.leave() }
        source.resume()
        return source
      }
    )
    registered.wait()
  }

  /// Whether a signal has come.
  var hasCome: Bool { counter.now > 0 }

  /// Lets signals end the process again.
  func cancel() {
    sources.withLock { $0.forEach { $0.cancel() } }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}

/// Counts signals of either kind.
private final class SignalCounter: Sendable {
  private let count = Atomic<Int>(0)

  var now: Int { count.load(ordering: .relaxed) }

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
