import ArgumentParser
import CertificateSync
import Credentials
import CredentialsHTTP
import Foundation
import LearnerRecords
import Logging
import OpenEdX
import Synchronization

#if HTTP
import SiteNetwork
#endif

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

extension Settings {
  /// The service that is configured; nil when none is. Sends nothing.
  ///
  /// - Throws: `SettingsError` naming what is missing, doubled or unusable; `Failure` where this build cannot reach it.
  func service(tasksInFlight: Int? = nil, reading expected: ExpectedSite? = nil) throws -> RemoteCredentialsService? {
    #if HTTP
    return try site(tasksInFlight: tasksInFlight, reading: expected)
    #else
    guard isSet(.credentialsURL) else { return nil }
    throw Failure.withoutHTTP("\(SettingKey.credentialsURL.rawValue) is set, but nothing can be posted to it")
    #endif
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
    return try site.settings().service(tasksInFlight: tasksInFlight, reading: expected)
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

  /// The ways to the service with what belongs to it here: the journal of posts, and for a site the deployment's copy
  /// that follows it. Of posts that stay in the copy the journal has those of backfills, which can be undone by it.
  func connection(
    _ site: RemoteCredentialsService?,
    beside embedded: EmbeddedCredentialsService,
    journalIn folder: String,
    logger: Logger
  ) throws -> CredentialsConnection {
    let path = folder + "/journal.jsonl"
    let tell = trouble ?? { text in logger.error("\(text)") }
    guard let site else {
      let copy = QueueDestination.copy.description
      let file = LaterJournal(path: path)
      let told = line.map { self.journal(of: copy, tell, $0) }
      let kept = self.journal(of: copy, tell) { [line] text in
        try file.append(text)
        try line?(text)
      }
      return CredentialsConnection(embedded) { [ledger] report in
        (report.cause?.run == nil ? told : kept)?.keep(report)
        ledger?.keep(report)
      }
    }
    let file = try Journal(path: path)
    let journal = self.journal(of: site.destination, tell) { [line] text in
      try file.append(text)
      try line?(text)
    }
    let observer: PostObserver = { [ledger] report in
      journal.keep(report)
      ledger?.keep(report)
    }
    return CredentialsConnection(site: site, copy: embedded, observer: observer, trouble: tell)
  }

  private func journal(
    of site: String,
    _ tell: @escaping @Sendable (String) -> Void,
    _ keep: @escaping @Sendable (String) throws -> Void
  ) -> PostJournal {
    PostJournal(site: site, author: NSUserName(), keep: keep) { error in
      // Standard output comes after the file.
      let lacks = (error as? Failure).map { "A post's line could not be written: \($0.text)" }
      tell(lacks ?? "The journal does not hold a post: \(error)")
    }
  }
}

/// A journal that is made when it has its first line.
private final class LaterJournal: Sendable {
  private let path: String
  private let journal = Mutex<Journal?>(nil)

  init(path: String) { self.path = path }

  func append(_ line: String) throws {
    let opened = try journal.withLock { journal in
      let opened = try journal ?? Journal(path: path)
      journal = opened
      return opened
    }
    try opened.append(line)
  }
}
