import ArgumentParser

/// How many tasks are in flight at once.
///
/// A group of its own, because the root command has the option for `--backfill`; see ``ProgramOptions``.
struct ConcurrencyOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Tasks in flight at once: 8 with --backfill, 4 with sync, unless given.", valueName: "n")
  )
  var concurrency: Int?

  func validateValue() throws {
    if let concurrency, !(1...1000).contains(concurrency) {
      throw ValidationError("--concurrency takes 1 to 1000.")
    }
  }
}
