import Credentials
import OpenEdX
import Testing

@testable import CertificateSync

@Suite("What an outcome does to its task")
struct TaskTransitionTests {
  private func move(_ outcome: TaskOutcome, attempts: Int = 1, drawn: Double = 1) -> TaskTransition {
    var policy = Backoff()
    policy.draw = { $0.lowerBound + ($0.upperBound - $0.lowerBound) * drawn }
    return TaskTransition(outcome, attempts: attempts, now: Site.start, policy: policy)
  }

  @Test("Done, skipped and dead end the task with their words")
  func ends() {
    for (outcome, state) in [
      (TaskOutcome.done("x"), TaskState.done), (.skipped("x"), .skipped), (.dead("x"), .dead),
    ] {
      let move = move(outcome)
      #expect(move.state == state)
      #expect(move.message == "x")
      #expect(move.notBefore == nil)
      #expect(move.pauses == nil)
    }
  }

  @Test(
    "The waits double from 30 s and stop at 600 s",
    arguments: [(1, 30.0), (2, 60), (3, 120), (4, 240), (5, 480), (6, 600), (7, 600), (10, 600)]
  )
  func waits(_ attempts: Int, _ seconds: Double) {
    let longest = move(.retry("x", after: nil), attempts: attempts)
    #expect(longest.state == .queued)
    #expect(longest.notBefore == Site.start.adding(seconds: seconds))
    #expect(move(.retry("x", after: nil), attempts: attempts, drawn: 0).notBefore == Site.start, "full jitter")
  }

  @Test("After ten further tries a task is given up, and the last answer is kept")
  func givenUp() {
    let move = move(.retry("503 down", after: nil), attempts: 11)
    #expect(move.state == .dead)
    #expect(move.message == "given up after 11 tries: 503 down")
  }

  @Test("The service's own wish is the shortest wait, even beyond the cap")
  func retryAfter() {
    #expect(move(.retry("x", after: 700)).notBefore == Site.start.adding(seconds: 700))
    #expect(move(.retry("x", after: 10)).notBefore == Site.start.adding(seconds: 30))
  }

  @Test("A pause keeps the task, does not count the try, and tells the reason")
  func pause() {
    let move = move(.pause("401 no"))
    #expect(move.state == .queued)
    #expect(!move.countsAttempt)
    #expect(move.pauses == "401 no")
  }

  @Test(
    "Each status of an answer has its outcome",
    arguments: [
      (400, "dead"), (401, "pause"), (403, "pause"), (404, "dead"), (409, "dead"), (422, "dead"), (429, "retry"),
      (500, "retry"), (502, "retry"), (503, "retry"), (301, "retry"),
    ]
  )
  func statuses(_ status: Int, _ name: String) {
    let outcome = TaskOutcome(refusal: CredentialsAnswer(status: status, body: ["detail": "because"]))
    #expect("\(outcome)".hasPrefix(name))
    #expect(outcome.message == "\(status) because")
  }

  @Test("Random waits stay within the bounds")
  func bounds() {
    let policy = Backoff()
    for attempts in 1...10 {
      for _ in 0..<200 {
        let wait = policy.wait(afterAttempts: attempts) ?? -1
        #expect((0...600).contains(wait))
        #expect(wait <= 30 * Double(1 << min(attempts - 1, 5)))
      }
    }
    #expect(policy.wait(afterAttempts: 11) == nil)
  }
}
