import ArgumentParser
import Credentials
import CredentialsHTTP
import Foundation
import Logging
import Terminal

extension DeploymentOptions {
  /// The site that posts go to; nil when they stay on this machine.
  ///
  /// The sample's learners exist nowhere, so they are never posted to a site, whatever is configured.
  func configuredSite(isSample: Bool, tasksInFlight: Int? = nil) throws -> RemoteCredentialsService? {
    isSample ? nil : try site.settings().site(tasksInFlight: tasksInFlight)
  }

  /// Before anything is posted to another machine its host name has to be typed.
  ///
  /// The terminal UI asks as well: with it the engine starts, and posts what is queued.
  func confirmSite() throws {
    guard !readOnly, deployment != nil, let site = try configuredSite(isSample: false) else { return }
    // Without a terminal the command itself says what it needs.
    guard !site.isLoopback, isatty(STDIN_FILENO) == 1 else { return }
    let name = VisibleText.shown(site.destination)
    FileHandle.standardError.write(Data("Posts go to \(name). Type the host name to go on: ".utf8))
    guard readLine()?.lowercased() == site.destination else {
      StandardOutput.line("Nothing was posted.")
      throw ExitCode(2)
    }
  }
}

extension RemoteCredentialsService {
  /// The site with what belongs to it here: the journal of posts, and the deployment's copy that follows it.
  func service(
    beside copy: any CredentialsCopy,
    journalIn folder: String,
    logger: Logger
  ) throws -> any CredentialsService {
    let journal = try Journal(path: folder + "/journal.jsonl")
    let journaled = JournaledCredentialsService(self, author: NSUserName(), keep: journal.append) { error in
      logger.error("The journal does not hold a post: \(error)")
    }
    return MirroredCredentialsService(journaled, copy: copy) { logger.warning("\($0)") }
  }
}
