import ArgumentParser
import Credentials
import CredentialsHTTP
import Foundation
import LearnerRecords
import Logging
import OpenEdX

extension ExpectedSite {
  /// The site that is read; nil where Credentials has but one, so that no other can answer.
  init?(_ reader: RecordReader) {
    guard reader.sites.count > 1, let served = reader.sites.first(where: { $0.id == reader.servedSiteID }) else {
      return nil
    }
    let others = reader.sites.filter { $0.id != served.id }
    let isItsOwn = others.allSatisfy { $0.platformName != served.platformName }
    self.init(
      name: served.text,
      platformName: isItsOwn ? served.platformName : nil,
      programs: reader.programs().prefix(5).map(\.program)
    )
  }
}

extension DeploymentOptions {
  /// The site that posts go to; nil when they stay on this machine.
  ///
  /// The sample's learners exist nowhere, so they are never posted to a site, whatever is configured.
  ///
  /// - Parameter records: the deployment that is read, so that nothing is posted to another site of the service.
  func configuredSite(
    isSample: Bool,
    tasksInFlight: Int? = nil,
    records: RecordStore? = nil
  ) throws -> RemoteCredentialsService? {
    guard !isSample else { return nil }
    let expected = try records.flatMap { store in try store.read { ExpectedSite($0) } }
    return try site.settings().site(tasksInFlight: tasksInFlight, reading: expected)
  }

  /// Before anything is posted to another machine its host name has to be typed.
  ///
  /// The terminal UI asks as well: with it the engine starts, and posts what is queued.
  func confirmSite(_ say: (String) -> Void = { StandardOutput.line($0) }) throws {
    guard !readOnly, deployment != nil, let site = try configuredSite(isSample: false) else { return }
    // Without a terminal the command itself says what it needs.
    guard !site.isLoopback, isatty(STDIN_FILENO) == 1 else { return }
    StandardError.write(OutputText(visible: "Posts go to \(site.destination). Type the host name to go on: "))
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

  /// The ways to the service with what belongs to it here: for a site the journal of posts, and the deployment's copy
  /// that follows it.
  func connection(
    _ site: RemoteCredentialsService?,
    beside embedded: EmbeddedCredentialsService,
    journalIn folder: String,
    logger: Logger
  ) throws -> CredentialsConnection {
    let tell = trouble ?? { text in logger.error("\(text)") }
    guard let site else {
      let journal = self.line.map { self.journal(of: embedded, tell, $0) }
      return CredentialsConnection(embedded, observer: observer(journal))
    }
    let file = try Journal(path: folder + "/journal.jsonl")
    let journal = self.journal(of: site, tell) { [line] text in
      try file.append(text)
      try line?(text)
    }
    return CredentialsConnection(site: site, copy: embedded, observer: observer(journal), trouble: tell)
  }

  private func observer(_ journal: PostJournal?) -> PostObserver {
    { [ledger] report in
      journal?.keep(report)
      ledger?.keep(report)
    }
  }

  private func journal(
    of service: any CredentialsPosting,
    _ tell: @escaping @Sendable (String) -> Void,
    _ keep: @escaping @Sendable (String) throws -> Void
  ) -> PostJournal {
    PostJournal(site: service.destination, author: NSUserName(), keep: keep) { error in
      // Standard output comes after the file.
      let lacks = (error as? Failure).map { "A post's line could not be written: \($0.text)" }
      tell(lacks ?? "The journal does not hold a post: \(error)")
    }
  }
}
