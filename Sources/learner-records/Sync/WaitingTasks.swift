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

  /// A command of this program that looks at or steers this deployment's queue, to copy.
  func command(onQueue words: String) -> String {
    "learner-records \(words)" + (isSample ? "" : " " + ShellWord.option("--deployment", folder))
  }

  /// The same of one that posts, and so needs the settings.
  func command(_ words: String) -> String {
    command(onQueue: words)
      + (configuration.map { " " + ShellWord.option("--config", $0) } ?? "")
  }
}
