import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, SIGTERM or SIGHUP (a closed terminal, a lost connection) while tasks are posted: the first ends it gently,
/// the second at once.
///
/// Nothing is lost by the second. What was in flight keeps its lease, and the next start takes it back. A terminal that
/// closes often hangs up twice, so SIGHUP is never a second one.
final class EndingSignals: Sendable {
  /// Under nohup a hang-up is ignored, and stays so.
  static let numbers = [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP])

  private let counter = SignalCounter()
  private let hangUps = SignalCounter()
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// Returns when signals are listened for; one that came between would be lost.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    let registered = DispatchGroup()
    sources = Mutex(
      Self.numbers.map { [counter, hangUps] number in
        // The default action would end the process at the first signal.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          if number == SIGHUP {
            if hangUps.next() == 1, counter.now == 0 { first() }
            return
          }
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
  var hasCome: Bool { counter.now > 0 || hangUps.now > 0 }

  /// Lets signals end the process again.
  func cancel() {
    sources.withLock { $0.forEach { $0.cancel() } }
    for number in Self.numbers { signal(number, SIG_DFL) }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// Counts signals of either kind.
private final class SignalCounter: Sendable {
  private let count = Atomic<Int>(0)

  var now: Int { count.load(ordering: .relaxed) }

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
