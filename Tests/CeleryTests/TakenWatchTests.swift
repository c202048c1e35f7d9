import Testing

@testable import Celery

@Suite struct `Whether a message was taken` {
  private let start = ContinuousClock.now

  private func verdicts(_ length: Int, _ lengths: [Int], every seconds: Int = 1) -> [TakenWatch.Verdict] {
    var watch = TakenWatch(length: length, patience: .seconds(60), now: start)
    return lengths.enumerated().map { watch.take($1, now: start + .seconds(seconds * ($0 + 1))) }
  }

  @Test func `an empty queue says so when it stays empty`() {
    #expect(verdicts(1, [0, 0]) == [.waiting, .taken])
    // A worker that ended with the message has put it back.
    #expect(verdicts(1, [0, 1, 1, 1]) == [.waiting, .waiting, .waiting, .waiting])
  }

  @Test func `a busy queue says so when more were taken than waited before it`() {
    #expect(verdicts(3, [2, 4, 3, 3, 5, 3]) == [.waiting, .waiting, .waiting, .waiting, .waiting, .taken])
    #expect(verdicts(3, [4, 5, 6, 7]) == [.waiting, .waiting, .waiting, .waiting])
  }

  @Test func `a queue from which nothing is taken has no worker`() {
    #expect(verdicts(5, [5, 6, 6, 7], every: 20) == [.waiting, .waiting, .waiting, .stuck])
    #expect(verdicts(500, [400, 300, 200, 150], every: 50) == [.waiting, .waiting, .waiting, .waiting])
  }
}
