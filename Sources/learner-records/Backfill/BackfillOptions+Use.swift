import ArgumentParser
import CertificateSync
import CredentialsHTTP
import Foundation

/// What a backfill and its undoing ask before they post.
extension BackfillOptions {
  /// Refuses to post where nothing may be changed, and where nobody can be asked.
  func requireUse(_ deployment: DeploymentOptions) throws {
    if deployment.readOnly, !postsNothing {
      throw Failure(
        "--backfill changes the deployment, and --read-only forbids it. Add --dry-run to see the plan only."
      )
    }
    if !postsNothing, !yes, isatty(STDIN_FILENO) == 0 {
      throw ValidationError("Without a terminal to ask on, --backfill needs --yes or --dry-run.")
    }
  }

  /// As many tasks in flight as asked for, else as the site may have connections, which is 8 unless configured.
  func limits(_ deployment: DeploymentOptions, concurrency: Int?) throws -> EngineLimits {
    // The sample is posted nowhere, so its backfill does not ask for the settings of a site.
    let connections =
      try deployment.deployment == nil ? TransportSettings().connections : deployment.site.settings().connections
    return EngineLimits(concurrency: concurrency ?? connections, requestsPerSecond: rate)
  }

  /// Asks before anything is posted, unless that was answered with `--yes`.
  func ask(_ question: String, _ format: BackfillFormat) throws {
    guard !yes else { return }
    StandardError.write(OutputText(visible: "\n\(question) [y/N] "))
    let answer = readLine()?.lowercased() ?? ""
    guard answer == "y" || answer == "yes" else {
      format.say("Nothing was posted.")
      throw ExitCode(2)
    }
  }
}

extension OpenedDeployment {
  /// Refuses to post while tasks wait for another destination, and while the queue is paused: a pause was made for a reason,
  /// by an operator or by a refusal, and a backfill does not lift it unasked.
  func requirePostable() async throws {
    try await requireNoneElsewhere()
    guard let pause = try await pausedQueue() else { return }
    throw Failure("The queue is paused, so nothing was posted: \(pause.reason)\n\(pause.remedy)")
  }
}
