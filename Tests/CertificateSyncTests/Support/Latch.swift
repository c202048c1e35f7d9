import Synchronization

/// Holds a post back until a test opens it, and tells the test that somebody stands before it.
final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var arrived = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
    var onlookers: [(count: Int, CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  /// Stands before the latch until it opens; cancelled, it is let through.
  func pass() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (isOpen, seen) = state.withLock { state in
          state.arrived += 1
          if !state.isOpen { state.waiting.append(continuation) }
          let seen = state.onlookers.filter { $0.count <= state.arrived }.map(\.1)
          state.onlookers.removeAll { $0.count <= state.arrived }
          return (state.isOpen, seen)
        }
        for onlooker in seen { onlooker.resume() }
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      open()
    }
  }

  /// Waits until so many have arrived, counted from the beginning.
  func arrivals(_ count: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.arrived < count { state.onlookers.append((count, continuation)) }
        return state.arrived >= count
      }
      if isReached { continuation.resume() }
    }
  }

  /// Lets all through, now and later.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
