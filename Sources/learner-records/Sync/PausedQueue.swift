import CertificateSync
import Console
import LearnerRecords
import OpenEdX

/// What is said of a queue that is paused.
struct PausedQueue {
  /// Why it is paused.
  let reason: String
  /// What opens it again.
  let remedy: String

  /// Takes the reason, when there is one, and where the queue is.
  init?(_ status: QueueStatus?, folder: String, isSample: Bool) {
    guard let status, let reason = status.pauseReason else { return nil }
    self.reason = reason
    let place = isSample ? "" : " " + ShellWord.option(.deployment, folder)
    let resume = "learner-records \(CommandName.syncResume)\(place)"
    // What an operator has paused is nothing to be repaired.
    remedy =
      status.isRefused ? "Repair that (learner-records doctor checks the site), then: \(resume)" : "To go on: \(resume)"
  }
}

extension OpenedDeployment {
  /// What waits in the queue, for those who leave the screens: how much it is, that nothing is lost, and what posts it;
  /// nil for nothing.
  func leftInQueue(_ heading: Heading) async throws -> String? {
    guard let queue = try await engine?.queue.status() else { return nil }
    let waiting = queue.queued + queue.running + queue.retrying
    guard waiting > 0 else { return nil }
    let tasks = "\(PlanText.count(waiting, "task")) \(waiting == 1 ? "waits" : "wait") in the queue; nothing is lost."
    if let pause = try await pausedQueue() { return "\(tasks) The queue is paused: \(pause.reason)\n\(pause.remedy)" }
    let retries = queue.retrying > 0 ? " (\(queue.retrying) for another try)" : ""
    return "\(tasks)\(retries) The next start posts what waits, or: \(heading.sendingCommand)"
  }

  /// Why nothing is posted; nil while the queue is open.
  func pausedQueue() async throws -> PausedQueue? {
    PausedQueue(try await engine?.queue.status(), folder: folder, isSample: isSample)
  }
}

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
    "learner-records \(words)" + (isSample ? "" : " " + ShellWord.option(.deployment, folder))
  }

  /// The same of one that posts, and so needs the settings.
  func command(_ words: String) -> String {
    command(onQueue: words)
      + (configuration.map { " " + ShellWord.option(.config, $0) } ?? "")
  }
}
