import Foundation
import Synchronization
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `Threads for reads` {
  /// What busy reads look at until it is over.
  private final class WakeSignal: Sendable {
    private let hasRung = Atomic(false)

    func wake() { hasRung.store(true, ordering: .releasing) }

    /// - Returns: false when it gave up, so that a failure ends.
    func waitBusily() -> Bool {
      for _ in 0..<1 << 30 where hasRung.load(ordering: .acquiring) { return true }
      return false
    }
  }

  /// With threads that others use, too, or with as many threads as processors, the last read would wait.
  @Test func `let another read run while reads keep every processor busy`() async {
    let threads = ReadThreads()
    let wakeSignal = WakeSignal()
    let busy = (0...ProcessInfo.processInfo.activeProcessorCount).map { _ in
      Task(executorPreference: threads) { wakeSignal.waitBusily() }
    }
    let page = Task(executorPreference: threads) { wakeSignal.wake() }
    await page.value
    for read in busy { #expect(await read.value, "another read had to wait for this one's end") }
  }

  @Test func `let a read sleep and go on, and see that it is cancelled`() async {
    let threads = ReadThreads()
    let read = Task(executorPreference: threads) {
      try? await Task.sleep(for: .seconds(600))
      return Task.isCancelled
    }
    read.cancel()
    #expect(await read.value)
  }
}
