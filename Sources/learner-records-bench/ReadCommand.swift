import ArgumentParser

/// `read`: how long the read side takes on a deployment, and the `sqlite3` shell for the same question.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Measure audit, show and the lists of a deployment."
  )

  @Argument(help: "A deployment's folder.")
  var folder: String

  func run() throws {}
}
