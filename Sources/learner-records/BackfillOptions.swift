import ArgumentParser

/// What `--backfill` takes besides the rows it is limited to.
struct BackfillOptions: ParsableArguments {
  @Flag(help: "Repair without the UI: post what Credentials has lost.")
  var backfill = false

  @Flag(help: "Show the plan and change nothing.")
  var dryRun = false

  @Flag(help: "Do not ask before posting.")
  var yes = false

  func validateUse(_ programs: ProgramOptions, _ rows: RowOptions) throws {
    guard backfill else {
      let program = programs.program.isEmpty ? nil : "--program"
      let given = [("--dry-run", dryRun), ("--yes", yes)].first { $0.1 }?.0 ?? program ?? rows.given
      if let given { throw ValidationError("\(given) belongs to --backfill, which was not given.") }
      return
    }
    _ = try rows.filter(programs)
  }

  /// Refuses the options of a backfill in a command that only reads.
  func refuse(in command: String) throws {
    let given = [("--backfill", backfill), ("--dry-run", dryRun), ("--yes", yes)].first { $0.1 }
    if let given { throw ValidationError("\(given.0) does not go with \(command), which changes nothing.") }
  }
}
