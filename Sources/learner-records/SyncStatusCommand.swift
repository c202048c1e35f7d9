import ArgumentParser
import CertificateSync
import DatabaseFile
import LMS
import OpenEdX

/// `sync status`: how the queue stands. Only looks, whoever runs the engine.
struct SyncStatusCommand: AsyncParsableCommand {
  enum Format: String, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how many tasks are where, how long they wait, and the last errors."
  )

  @ParentCommand var sync: SyncCommand
  @OptionGroup var deployment: FolderOptions

  @OptionGroup var format: FormatOptions

  func validate() throws {
    try sync.refuseOptions(in: "sync status", butOf: [.folder, .format])
    _ = try format.choice(Format.text)
  }

  func run() async throws {
    try await Failure.reporting {
      let (folder, isSample) = try deployment.folder()
      let reader = QueueReader(lms: try LMSDatabase(path: folder + "/lms.sqlite", access: .readOnly))
      let now = UTCTime.now
      let (status, errors) = (try await reader.status(now: now), try await reader.lastErrors())
      switch try format.choice(Format.text) {
      case .text:
        let pause = PausedQueue(status.pauseReason, folder: folder, isSample: isSample)
        let text = SyncStatusText(
          status,
          pause: pause,
          destinations: try await reader.destinations(),
          errors: errors,
          now: now
        )
        for line in text.lines { StandardOutput.line(line) }
      case .json:
        let document = SyncStatusDocument(status, errors: errors, deployment: folder, now: now)
        StandardOutput.line(SyncJSON.line(document.json))
      }
    }
  }
}
