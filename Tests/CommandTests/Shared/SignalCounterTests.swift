import Foundation
import ProcessTestSupport
import Testing

@testable import learner_records

@Suite(.ownThread) struct `Signals that end the program` {
  @Test func `the same one within a moment counts once, as timeout sends it to a process and to its group`() {
    let counter = SignalCounter()
    let now = ContinuousClock.now
    #expect(counter.next(SIGTERM, at: now) == .first)
    #expect(counter.next(SIGTERM, at: now + .milliseconds(49)) == .repeated)
    #expect(counter.now == 1)
    #expect(counter.next(SIGTERM, at: now + .milliseconds(60)) == .second)
  }

  @Test func `another one within a moment is the second`() {
    let counter = SignalCounter()
    let now = ContinuousClock.now
    #expect(counter.next(SIGTERM, at: now) == .first)
    #expect(counter.next(SIGINT, at: now) == .second)
  }
}
