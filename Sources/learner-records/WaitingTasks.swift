import CertificateSync
import LearnerRecords

extension OpenedDeployment {
  /// Refuses to post while tasks wait for another place than the one that posts go to now.
  ///
  /// - Throws: `Failure` that names both places, how many tasks wait, and the ways out.
  func requireNoneElsewhere() async throws {
    guard let elsewhere = try await engine?.queue.elsewhere() else { return }
    throw failure(elsewhere)
  }

  /// The same where the queue has refused.
  func failure(_ elsewhere: TasksElsewhere) -> Failure {
    Failure("Nothing was posted: \(elsewhere.reason).\n\(elsewhere.remedy(command: command("sync move")))")
  }

  /// A command of this program for this deployment, to copy.
  func command(_ words: String) -> String {
    "learner-records \(words)" + (isSample ? "" : " " + ShellWord.option("--deployment", folder))
      + (configuration.map { " " + ShellWord.option("--config", $0) } ?? "")
  }
}
