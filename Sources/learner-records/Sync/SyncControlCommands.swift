import ArgumentParser
import CertificateSync
import DatabaseFile
import LMS
import OpenEdX

extension FolderOptions {
  /// The queue of the deployment, to change it; the Credentials side is not opened.
  fileprivate func queue(for command: String) throws -> TaskQueue {
    if readOnly { throw Failure("\(command) changes the deployment, and --read-only forbids it.") }
    let folder = try folder().path
    return try TaskQueue(lms: LMSDatabase(path: folder + "/lms.sqlite", access: .readWrite))
  }
}

/// `sync pause`: no engine claims tasks any more.
struct SyncPauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Stop claiming tasks, in every process and over restarts, until “sync resume”."
  )

  @ParentCommand var sync: SyncCommand
  @OptionGroup var deployment: FolderOptions

  @Option(help: ArgumentHelp("Why, for those who look at the queue.", valueName: "text"))
  var reason = "by an operator"

  func validate() throws { try sync.refuseOptions(in: "sync pause", butOf: [.folder]) }

  func run() async throws {
    try await Failure.reporting {
      let holds = try await deployment.queue(for: "sync pause").pause(reason: reason)
      StandardOutput.line(
        holds == reason
          ? "The queue is paused; posts in flight still end. “sync resume” opens it again."
          : "The queue is paused already: \(holds)"
      )
    }
  }
}

/// `sync resume`: tasks are claimed again.
struct SyncResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Let tasks be claimed again, after a pause or while the service has asked for a rest.",
    discussion: "Tasks that wait because the service asked them to are due at once."
  )

  @ParentCommand var sync: SyncCommand
  @OptionGroup var deployment: FolderOptions

  func validate() throws { try sync.refuseOptions(in: "sync resume", butOf: [.folder]) }

  func run() async throws {
    try await Failure.reporting {
      let queue = try deployment.queue(for: "sync resume")
      let due = try await queue.resume()
      StandardOutput.line("The queue is open: \(SyncStatusText.counts(try await queue.status())).")
      if due > 0 {
        StandardOutput.line(
          "\(PlanText.count(due, "task")) that waited because the service asked for it \(due == 1 ? "is" : "are") due now."
        )
      }
    }
  }
}

/// `sync retry`: dead tasks run again.
struct SyncRetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Let dead tasks run again, with all their tries; “sync status” names them.",
    discussion: "With --all what waits for another try is due at once as well."
  )

  @ParentCommand var sync: SyncCommand
  @OptionGroup var deployment: FolderOptions

  @Argument(help: ArgumentHelp("The ids of dead tasks.", valueName: "id"))
  var ids: [Int64] = []

  @Flag(help: "All dead tasks.")
  var all = false

  func validate() throws {
    try sync.refuseOptions(in: "sync retry", butOf: [.folder])
    guard all == ids.isEmpty else { throw ValidationError("Name the ids of dead tasks, or give --all.") }
  }

  func run() async throws {
    try await Failure.reporting {
      let queue = try deployment.queue(for: "sync retry")
      let result = try await all ? queue.retryAllDead() : queue.retryDead(ids)
      StandardOutput.line("\(PlanText.count(result.queued, "task")) queued again.")
      if result.due > 0 {
        StandardOutput.line(
          "\(PlanText.count(result.due, "task")) that waited for another try \(result.due == 1 ? "is" : "are") due now."
        )
      }
      if let until = try await queue.status().slowedUntil {
        StandardOutput.line(
          "The queue rests until \(until.isoFormat), because of the service; “sync resume” ends that."
        )
      }
      if result.superseded > 0 {
        StandardOutput.line(
          "\(PlanText.count(result.superseded, "task")) ended instead: a newer one for the same waits already."
        )
      }
      if !result.notDead.isEmpty {
        throw Failure("Not the id of a dead task: \(result.notDead.map(String.init).joined(separator: ", ")).")
      }
    }
  }
}
