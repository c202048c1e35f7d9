import Credentials
import LMS
import OpenEdX

extension RaceStage {
  /// Reads both databases back, and says what one holds against the other.
  func verdict(_ scenario: RaceScenario, taskRan: Bool) async throws -> (RaceVerdict, explanation: String) {
    switch scenario {
    case .phantom:
      return taskRan
        ? (.ranForNothing, "the LMS rolled the save back, and a task ran for it")
        : (.nothingRan, "the LMS rolled the save back, and no task was left of it")
    case .programAward:
      let learner = try lms.learnerCertificates(username: username)
      let completed = try await service.programs(containing: [run.stored]).contains { learner.complete($0) }
      let awarded = try await service.allAwardedProgramUUIDs(username: username).contains(program)
      return (
        completed == awarded ? .posted : .lost,
        "the LMS says the program is \(completed ? "completed" : "not completed"), Credentials "
          + (awarded ? "says awarded" : "has no program credential")
      )
    case .lostAward, .staleRead:
      let certificate = try lms.awardCourseCertificate(username: username, courseRunKey: run.stored).certificate
      let stored = try await credentials.credential(username: username, courseRunKey: run.stored)?.status
      let isRight = stored == certificate?.status.postedStatus
      let says = stored.map { "\(isRight ? "says" : "still says") \($0.rawValue)" } ?? "has no credential"
      return (
        isRight ? .posted : .lost,
        "the LMS says \(certificate?.status.rawValue ?? "nothing"), Credentials \(says)"
      )
    }
  }
}
