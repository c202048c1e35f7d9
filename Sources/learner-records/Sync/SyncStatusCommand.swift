import ArgumentParser
import CertificateSync
import DatabaseFile
import LMS
import OpenEdX

/// `sync status`: how the queue stands. Only looks; any process may run the engine.
struct SyncStatusCommand: AsyncParsableCommand {
  enum Format: String, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how many tasks are where, how long they wait, and the last errors.",
    discussion: """
      With follow.shards and the databases configured it also asks the LMS's database server which process holds which shard.

      Exit status: 0 the queue is open and no task was given up, 1 failure, 2 the queue is paused or dead tasks remain, 64 \
      wrong usage.
      """
  )

  @ParentCommand var sync: SyncCommand
  @OptionGroup var deployment: FolderOptions
  @OptionGroup var site: ConfigOptions

  @OptionGroup var format: FormatOptions

  @Flag(help: "Name every dead and every retried task, not the last five alone.")
  var all = false

  func validate() throws {
    try sync.refuseOptions(in: "sync status", butOf: [.folder, .config, .format])
    _ = try format.choice(Format.text)
  }

  func run() async throws {
    try await Failure.reporting {
      let (folder, isSample, _) = try deployment.folder()
      let reader = QueueReader(lms: try LMSDatabase(path: folder + "/lms.sqlite", access: .readOnly))
      let now = UTCTime.now
      let status = try await reader.status(now: now)
      let errors = try await reader.lastErrors(limit: all ? status.dead + status.retrying : 5)
      let handedOver = try await reader.handedOver()
      let shards = try await isSample ? nil : ShardStatus(site.settings())
      let (destinations, skipped) = (try await reader.destinations(), try await reader.skipped())
      switch try format.choice(Format.text) {
      case .text:
        let pause = PausedQueue(status, folder: folder, isSample: isSample)
        let text = SyncStatusText(
          status,
          pause: pause,
          destinations: destinations,
          skipped: skipped,
          handedOver: handedOver,
          errors: errors,
          shards: shards,
          in: try site.settings().zone(),
          now: now
        )
        for line in text.lines { StandardOutput.line(line) }
      case .json:
        let document = SyncStatusDocument(
          status,
          destinations: destinations,
          skipped: skipped,
          handedOver: handedOver,
          errors: errors,
          shards: shards,
          deployment: folder,
          now: now
        )
        StandardOutput.line(SyncJSON.line(document.json))
      }
      if status.pauseReason != nil || status.dead > 0 { throw ExitCode(2) }
    }
  }
}
