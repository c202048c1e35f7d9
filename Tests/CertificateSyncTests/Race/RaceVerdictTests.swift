import CertificateSync
import OpenEdX
import TestSupport
import Testing

@Suite("The verdicts of the race")
struct RaceVerdictTests {
  @Test(
    "Inside the transaction every case goes wrong, on commit every case goes right, and the explanation says how",
    arguments: [
      (
        RaceScenario.lostAward, RaceDispatch.insideTransaction, RaceVerdict.lost,
        "the LMS says downloadable, Credentials has no credential"
      ),
      (.staleRead, .insideTransaction, .lost, "the LMS says notpassing, Credentials still says awarded"),
      (.phantom, .insideTransaction, .ranForNothing, "the LMS rolled the save back, and a task ran for it"),
      (
        .programAward, .insideTransaction, .lost,
        "the LMS says the program is completed, Credentials has no program credential"
      ),
      (.lostAward, .onCommit, .posted, "the LMS says downloadable, Credentials says awarded"),
      (.staleRead, .onCommit, .posted, "the LMS says notpassing, Credentials says revoked"),
      (.phantom, .onCommit, .nothingRan, "the LMS rolled the save back, and no task was left of it"),
      (.programAward, .onCommit, .posted, "the LMS says the program is completed, Credentials says awarded"),
    ]
  )
  func verdict(
    _ scenario: RaceScenario,
    _ dispatch: RaceDispatch,
    _ verdict: RaceVerdict,
    _ explanation: String
  ) async throws {
    let folder = try TemporaryFolder()
    let result = try await Race(scratch: folder.path).run(scenario, dispatch)
    #expect(result.verdict == verdict)
    #expect(result.explanation == explanation)
    let looked = result.timeline.contains { $0.text.hasSuffix("the transaction is still open: no task to be seen") }
    #expect(looked == (dispatch == .onCommit))
  }
}
