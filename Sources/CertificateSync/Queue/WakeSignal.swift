import Synchronization

/// Wakes the dispatcher: calls coalesce, and one before the wait is not missed.
package final class WakeSignal: Sendable {
  private struct State {
    var isPending = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Makes one that nobody has called yet.
  package init() {}

  /// Wakes all who wait, or else the next who does. May be called from any thread, and in a transaction's hook.
  package func wake() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      if state.waiters.isEmpty { state.isPending = true }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits for `wake()`, or takes a call that came before. Ignores cancellation: code that cancels calls `wake()`.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isPending = state.withLock { state in
        if !state.isPending { state.waiters.append(continuation) }
        defer { state.isPending = false }
        return state.isPending
      }
      if isPending { continuation.resume() }
    }
  }

  /// Takes a call that nobody has waited for yet; false when there is none.
  func takeWakeUp() -> Bool {
    state.withLock { state in
      defer { state.isPending = false }
      return state.isPending
    }
  }
}
