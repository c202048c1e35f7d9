import Dispatch
import Foundation
import Logging
import Synchronization

/// Ends the process at once when a second signal comes: whoever sends two does not want to wait.
///
/// Nothing is lost by it. What was in flight keeps its lease, and the next start takes it back.
final class SyncSecondSignal: Sendable {
  private let sources: Mutex<[any DispatchSourceSignal]>

  init(logger: Logger) {
    let counter = SignalCounter()
    sources = Mutex(
      [SIGTERM, SIGINT].map { number in
        // The default action would end the process at the first signal.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          guard counter.isSecond() else { return }
          logger.warning("Ended at once by a second signal; tasks in flight are taken back at the next start")
          _exit(128 + number)
        }
        source.resume()
        return source
      }
    )
  }

  func cancel() { sources.withLock { $0.forEach { $0.cancel() } } }
}

/// Counts signals of either kind.
private final class SignalCounter: Sendable {
  private let count = Atomic<Int>(0)

  func isSecond() -> Bool { count.add(1, ordering: .relaxed).newValue == 2 }
}
