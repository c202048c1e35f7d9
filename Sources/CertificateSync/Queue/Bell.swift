import Synchronization

/// Wakes the dispatcher: rings coalesce, and a ring before the wait is not missed.
public final class Bell: Sendable {
  private struct State {
    var isRung = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Makes a silent bell.
  public init() {}

  /// Wakes all who wait, or else the next who does. May be called from any thread, and in a transaction's hook.
  public func ring() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      if state.waiters.isEmpty { state.isRung = true }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits for a ring, or takes one that came before. Does not heed cancellation: whoever cancels rings.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isRung = state.withLock { state in
        if !state.isRung { state.waiters.append(continuation) }
        defer { state.isRung = false }
        return state.isRung
      }
      if isRung { continuation.resume() }
    }
  }

  /// Takes a ring that nobody has heard yet; false when there is none.
  func takeRing() -> Bool {
    state.withLock { state in
      defer { state.isRung = false }
      return state.isRung
    }
  }
}
