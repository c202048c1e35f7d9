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
  func confirmSite(_ say: (String) -> Void = { StandardOutput.line($0) }) throws {
    guard !readOnly, deployment != nil, let site = try configuredSite(isSample: false) else { return }
    // Without a terminal the command itself says what it needs.
    guard !site.isLoopback, isatty(STDIN_FILENO) == 1 else { return }
    let name = VisibleText.shown(site.destination)
    StandardError.raw("Posts go to \(name). Type the host name to go on: ")
    guard readLine()?.lowercased() == site.destination else {
      say("Nothing was posted.")
      throw ExitCode(2)
    }
  }
}

/// What is told about posts, beside the service's own answer.
struct PostWatch: Sendable {
  /// Takes each line of the journal, also where no site and hence no file is.
  var line: (@Sendable (String) throws -> Void)?
  /// Keeps what was accepted.
  var ledger: PostedCredentials?
  /// Told when the journal or the copy could not be kept; nil for the log.
  var trouble: (@Sendable (String) -> Void)?

  /// The service with what belongs to it here: for a site the journal of posts, and the deployment's copy that follows
  /// it.
  func service(
    _ site: RemoteCredentialsService?,
    beside embedded: EmbeddedCredentialsService,
    journalIn folder: String,
    logger: Logger
  ) throws -> any CredentialsService {
    let tell = trouble ?? { text in logger.error("\(text)") }
    var service: any CredentialsService = embedded
    if let site {
      let journal = try Journal(path: folder + "/journal.jsonl")
      let kept = journaled(site, tell) { text in
        try journal.append(text)
        try line?(text)
      }
      service = MirroredCredentialsService(kept, copy: embedded, trouble: tell)
    } else if let line {
      service = journaled(embedded, tell, line)
    }
    return ledger.map { RememberingCredentialsService(service, ledger: $0) } ?? service
  }

  private func journaled(
    _ service: any CredentialsService,
    _ tell: @escaping @Sendable (String) -> Void,
    _ keep: @escaping @Sendable (String) throws -> Void
  ) -> JournaledCredentialsService {
    JournaledCredentialsService(service, author: NSUserName(), keep: keep) { error in
      // Standard output comes after the file.
      let lacks = (error as? Failure).map { "A post's line could not be written: \($0.text)" }
      tell(lacks ?? "The journal does not hold a post: \(error)")
    }
  }
}
