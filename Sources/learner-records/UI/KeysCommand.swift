import ArgumentParser
import Console

/// `keys`: the table of keys and commands of the terminal UI.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List the keys and commands of the terminal UI.",
    discussion: """
      One a line: the key, the command, what it does; with tabs between.

      Example:
        learner-records keys | grep backfill
      """
  )

  @ParentCommand var root: LearnerRecordsCommand

  func validate() throws { try root.refuseOptions(in: "keys") }

  func run() async throws {
    try await Failure.reporting {
      for row in KeyReference.rows { StandardOutput.raw(row.joined(separator: "\t") + "\n") }
    }
  }
}
