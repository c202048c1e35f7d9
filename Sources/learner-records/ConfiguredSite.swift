import ArgumentParser
import Credentials
import CredentialsHTTP
import Foundation
import Logging

extension DeploymentOptions {
  /// The site that posts go to; nil when they stay on this machine.
  ///
  /// The sample's learners exist nowhere, so they are never posted to a site, whatever is configured.
  func configuredSite(isSample: Bool, tasksInFlight: Int? = nil) throws -> RemoteCredentialsService? {
    isSample ? nil : try site.settings().site(tasksInFlight: tasksInFlight)
  }

  /// Before a backfill posts to another machine its host name has to be typed, unless `--yes` was given.
  func confirmSite(_ backfill: BackfillOptions) throws {
    guard !backfill.dryRun, !readOnly, deployment != nil else { return }
    guard let site = try configuredSite(isSample: false) else { return }
    StandardOutput.line("Posts go to \(site.destination).")
    // Without a terminal and without --yes the backfill itself says what it needs.
    guard !site.isLoopback, !backfill.yes, isatty(STDIN_FILENO) == 1 else { return }
    FileHandle.standardError.write(Data("Type the host name to go on: ".utf8))
    guard readLine()?.lowercased() == site.destination else {
      StandardOutput.line("Nothing was posted.")
      throw ExitCode(2)
    }
  }
}

extension RemoteCredentialsService {
  /// The site with what belongs to it here: the journal of posts, and the deployment's copy that follows it.
  func service(
    beside copy: any CredentialsService,
    journalIn folder: String,
    logger: Logger
  ) throws -> any CredentialsService {
    let journal = try Journal(path: folder + "/journal.jsonl")
    let journaled = JournaledCredentialsService(self, journal: journal, author: NSUserName()) { error in
      logger.error("The journal does not hold a post: \(error)")
    }
    return MirroredCredentialsService(journaled, copy: copy) { logger.warning("\($0)") }
  }
}
