import Synchronization

/// Ends a session in which nothing comes any more: a network that is gone without a word, or a command that asks for
/// something nobody sees.
final class Watchdog: Sendable {
  private struct State {
    var waitingSince: ContinuousClock.Instant?
    var seconds = 0
    var bitAfter: Int?
  }

  private let state = Mutex(State())

  /// After how many seconds it has ended the session; nil while it has not.
  var bitAfter: Int? { state.withLock { $0.bitAfter } }

  /// Waiting begins, and may take so many seconds.
  func wait(_ seconds: Int) {
    state.withLock {
      $0.waitingSince = .now
      $0.seconds = seconds
    }
  }

  /// Something came.
  func rest() { state.withLock { $0.waitingSince = nil } }

  /// Looks every second until the task is cancelled or the wait was too long; then `kill` is called.
  func guardSession(_ kill: @Sendable () -> Void) async {
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      let isOver = state.withLock { state in
        guard let since = state.waitingSince, ContinuousClock.now - since > .seconds(state.seconds) else {
          return false
        }
        state.bitAfter = state.seconds
        return true
      }
      if isOver { return kill() }
    }
  }
}
