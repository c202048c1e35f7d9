import CTestBounds
import Synchronization
import Testing

/// Plain `swift test` keeps to the bound of `CTestBounds`: the variable that it sets is called experimental, and this
/// notices when Swift Testing no longer reads it.
@Suite struct TestBoundsTests {
  private static let running = Atomic<Int>(0)

  @Test(arguments: 0..<40) func `no more tests run at a time than the bound says`(_: Int) async {
    let bound = Int(test_bounds_width())
    #expect(bound > 0)
    let now = Self.running.add(1, ordering: .relaxed).newValue
    #expect(now <= bound)
    // A test that never gives up its turn would let no other begin.
    for _ in 0..<20 { await Task.yield() }
    Self.running.subtract(1, ordering: .relaxed)
  }
}
