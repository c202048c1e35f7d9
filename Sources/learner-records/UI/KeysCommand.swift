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
      for row in KeyReference.rows {
        let fields = row.map { OutputText(visible: $0) }
        let line = fields.dropFirst().reduce(fields.first ?? OutputText()) { $0 + OutputText(own: "\t") + $1 }
        StandardOutput.write(line + OutputText(own: "\n"))
      }
    }
  }
}
