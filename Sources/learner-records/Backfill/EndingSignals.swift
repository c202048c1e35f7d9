import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, SIGTERM or SIGHUP (a closed terminal, a lost connection) while tasks are posted: the first ends it gently,
/// the second at once.
///
/// Nothing is lost by the second. What was in flight keeps its lease, and the next start takes it back. A terminal that
/// closes often hangs up twice, so SIGHUP is never a second one. A process makes one of these: Dispatch sets its handler for a
/// signal once, and ``cancel()`` takes it away.
final class EndingSignals: Sendable {
  /// Under nohup a hang-up is ignored, and stays so.
  static let numbers = [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP])

  private let counter = SignalCounter()
  private let hangUps = SignalCounter()
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// Returns when signals are listened for. One that comes before still ends the process: it would be lost if the signals
  /// were ignored until then.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    let registered = DispatchGroup()
    sources = Mutex(
      Self.numbers.map { [counter, hangUps] number in
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          if number == SIGHUP {
            if hangUps.next(number) == .first, counter.now == 0 { first() }
            return
          }
          switch counter.next(number) {
          case .first: return first()
          case .repeated: return
          case .second: second()
          }
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

  /// Runs work that a signal cancels. Signals are listened for before the work begins.
  ///
  /// - Throws: what the work throws; `CancellationError` after a signal that it heeded.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let begun = Mutex<Task<Value, any Error>?>(nil)
    // Not by a task of Swift's pool: work that never suspends holds all of it on a machine with one processor.
    let signals = EndingSignals {
      begun.withLock { $0?.cancel() }
    } second: {
    }
    defer { signals.cancel() }
    let running = Task { try await work() }
    begun.withLock { $0 = running }
    // One that came in between has found nothing to cancel.
    if signals.hasCome { running.cancel() }
    return try await running.value
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// Counts signals of either kind.
final class SignalCounter: Sendable {
  enum Count: Sendable, Hashable {
    case first
    /// The same signal within a moment: `timeout` and others signal a process, and then its group.
    case repeated
    case second
  }

  private struct Last {
    var count = 0
    var number: Int32 = 0
    var at: ContinuousClock.Instant?
  }

  private let last = Mutex(Last())
  /// Nobody presses a key twice so fast.
  static let moment = Duration.milliseconds(50)

  var now: Int { last.withLock(\.count) }

  func next(_ number: Int32, at now: ContinuousClock.Instant = .now) -> Count {
    last.withLock { last in
      if last.number == number, let at = last.at, now - at < Self.moment { return .repeated }
      last = Last(count: last.count + 1, number: number, at: now)
      return last.count == 1 ? .first : .second
    }
  }
}
