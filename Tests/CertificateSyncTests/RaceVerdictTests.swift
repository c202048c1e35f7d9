import CertificateSync
import OpenEdX
import TestSupport
import Testing

@Suite("The verdicts of the race")
struct RaceVerdictTests {
  @Test(
    "Inside the transaction every case goes wrong, and the explanation says how",
    arguments: [
      (RaceScenario.lostAward, RaceVerdict.lost, "the LMS says downloadable, Credentials has no credential"),
      (.staleRead, .lost, "the LMS says notpassing, Credentials still says awarded"),
      (.phantom, .ranForNothing, "the LMS rolled the save back, and a task ran for it"),
      (.programAward, .lost, "the LMS says the program is completed, Credentials has no program credential"),
    ]
  )
  func defect(_ scenario: RaceScenario, _ verdict: RaceVerdict, _ explanation: String) async throws {
    let folder = try TemporaryFolder()
    let result = try await Race(scratch: folder.path).run(scenario, .insideTransaction)
    #expect(result.verdict == verdict)
    #expect(result.explanation == explanation)
  }

  @Test(
    "Dispatched on commit every case goes right",
    arguments: [
      (RaceScenario.lostAward, RaceVerdict.posted, "the LMS says downloadable, Credentials says awarded"),
      (.staleRead, .posted, "the LMS says notpassing, Credentials says revoked"),
      (.phantom, .nothingRan, "the LMS rolled the save back, and no task was left of it"),
      (.programAward, .posted, "the LMS says the program is completed, Credentials says awarded"),
    ]
  )
  func fix(_ scenario: RaceScenario, _ verdict: RaceVerdict, _ explanation: String) async throws {
    let folder = try TemporaryFolder()
    let result = try await Race(scratch: folder.path).run(scenario, .onCommit)
    #expect(result.verdict == verdict)
    #expect(result.explanation == explanation)
    #expect(result.timeline.contains { $0.text.hasSuffix("the transaction is still open: no task to be seen") })
  }
}
