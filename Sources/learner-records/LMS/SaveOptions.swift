import ArgumentParser
import CertificateSync
import DatabaseFile
import Foundation
import LMS
import LearnerRecords
import Logging
import OpenEdX

/// Where something is saved, and how its transaction ends.
struct SaveOptions: ParsableArguments {
  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions

  @Flag(help: "Roll the transaction back instead of committing it, so that nothing is saved and nothing is posted.")
  var rollback = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Keep the transaction open for so long before it ends; 0 unless given.", valueName: "seconds")
  )
  var hold: Double = 0

  func validate() throws {
    guard (0...3600).contains(hold) else { throw ValidationError("--hold takes 0 to 3600 seconds.") }
  }

  /// Runs a save in one transaction and says what came of it.
  ///
  /// A process that dies, or is ended, while the transaction is held leaves nothing behind.
  ///
  /// - Parameter body: saves, and says what was saved.
  /// - Throws: `Failure` where the deployment is a copy of a site or may not be changed; `LMSError`; `DatabaseFileError`.
  func save(_ body: (LMSTransaction) throws -> String) async throws {
    let lms = try open()
    defer { lms.file.close() }
    let queue = try TaskQueue(lms: lms)
    do {
      let saved = try transaction(lms, body)
      StandardOutput.line("Committed: \(saved). Queue: \(SyncStatusText.counts(try await queue.status())).")
    } catch let rolledBack as RolledBack {
      StandardOutput.line("Rolled back: \(rolledBack.saved). Nothing was saved, and no task was enqueued.")
    }
  }

  /// Blocks its thread while the transaction is held.
  private func transaction(_ lms: LMSDatabase, _ body: (LMSTransaction) throws -> String) throws -> String {
    try lms.transaction { transaction in
      let saved = try body(transaction)
      if hold > 0 {
        StandardOutput.line("\(saved). The transaction stays open for \(hold.formatted()) s.")
        Thread.sleep(forTimeInterval: hold)
      }
      if rollback { throw RolledBack(saved: saved) }
      return saved
    }
  }

  private func open() throws -> LMSDatabase {
    if place.readOnly { throw Failure("lms changes the deployment, and --read-only forbids it.") }
    let deployment = DeploymentOptions(place: place, site: config)
    let (folder, isSample, _) = try deployment.folder()
    if let origin = try RecordStore(folder: folder).read({ try $0.origin() }) {
      throw Failure(
        "\(folder) is a copy of a site (\(origin.lms.source)), and what is saved in it is not saved in the site. "
          + "Leave out --deployment to use the sample."
      )
    }
    if try deployment.configuredSite(isSample: isSample) != nil {
      throw Failure(
        "The settings name a Credentials site, to which the saved certificates of \(folder) would be posted. "
          + "Leave out --deployment to use the sample, whose posts never leave this machine."
      )
    }
    return try LMSDatabase(path: folder + "/lms.sqlite", access: .readWrite)
      .telling([
        CertificateTaskReceiver(
          waking: WakeSignal(),
          logger: Logger(label: "lms") { StreamLogHandler.standardError(label: $0) }
        )
      ])
  }
}

/// Ends a transaction that was only to be seen open.
private struct RolledBack: Error {
  let saved: String
}
