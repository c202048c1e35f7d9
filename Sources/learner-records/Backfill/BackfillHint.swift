import ArgumentParser

/// `backfill`, which is no command: says what was meant.
struct BackfillHint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill",
    abstract: "There is no such command: it is the option --backfill.",
    discussion: """
      Example:
        learner-records --deployment DIR --backfill --dry-run
      """,
    shouldDisplay: false
  )

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var rest: [String] = []

  func validate() throws {
    throw ValidationError(
      "“backfill” is the option --backfill, as in: learner-records --deployment DIR --backfill --dry-run"
    )
  }
}
