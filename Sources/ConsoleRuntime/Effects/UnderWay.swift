import Foundation
import Synchronization

/// How many things are being done, for those who wait for the end of all.
final class UnderWay: Sendable {
  private struct State {
    var count = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func begin() { state.withLock { $0.count += 1 } }

  func end() {
    let waiting = state.withLock { state in
      state.count -= 1
      guard state.count == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Does something on a thread of its own.
  func inBackground(_ name: String, _ body: @escaping @Sendable () -> Void) {
    begin()
    let thread = Thread { [self] in
      body()
      end()
    }
    thread.name = name
    thread.start()
  }

  /// Returns at once where nothing is being done.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.count > 0 { state.waiting.append(continuation) }
        return state.count == 0
      }
      if isIdle { continuation.resume() }
    }
  }
}
