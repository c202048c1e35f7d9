import CertificateSync
import LearnerRecords

/// What is said of a queue that is paused.
struct PausedQueue {
  /// Why it is paused.
  let reason: String
  /// What opens it again.
  let remedy: String

  /// Takes the reason, when there is one, and where the queue is.
  init?(_ reason: String?, folder: String, isSample: Bool) {
    guard let reason else { return nil }
    self.reason = reason
    let place = isSample ? "" : " " + ShellWord.option("--deployment", folder)
    remedy = "Mend that (learner-records doctor checks the site), then: learner-records sync resume\(place)"
  }
}

extension OpenedDeployment {
  /// Why nothing is posted; nil while the queue is open.
  func pausedQueue() async throws -> PausedQueue? {
    PausedQueue(try await engine?.queue.status().pauseReason, folder: folder, isSample: isSample)
  }
}
