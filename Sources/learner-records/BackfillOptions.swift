import ArgumentParser
import CertificateSync
import OpenEdX

/// What `--backfill` takes besides the rows it is limited to.
struct BackfillOptions: ParsableArguments {
  @Flag(help: "Repair without the UI: post what Credentials has lost.")
  var backfill = false

  @Flag(help: "Show the plan and change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      """
      Mend this as well: \(BackfillPlan.onRequest.map(\.rawValue).joined(separator: ", ")). May be given several times, or \
      with commas.
      """,
      valueName: "finding"
    )
  )
  var include: [String] = []

  @Option(help: ArgumentHelp("Mend at most so many rows.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Do not ask before posting.")
  var yes = false

  func validateUse(_ programs: ProgramOptions, _ rows: RowOptions) throws {
    guard backfill else {
      let program = programs.program.isEmpty ? nil : "--program"
      if let given = given ?? program ?? rows.given {
        throw ValidationError("\(given) belongs to --backfill, which was not given.")
      }
      return
    }
    _ = try rows.filter(programs)
    _ = try included()
    if let limit, limit < 1 { throw ValidationError("--limit takes a number of 1 or more.") }
  }

  /// Refuses the options of a backfill in a command that only reads.
  func refuse(in command: String) throws {
    if let given = backfill ? "--backfill" : given {
      throw ValidationError("\(given) does not go with \(command), which changes nothing.")
    }
  }

  /// The first option that was given, besides `--backfill` itself.
  private var given: String? {
    [("--dry-run", dryRun), ("--yes", yes), ("--include", !include.isEmpty), ("--limit", limit != nil)]
      .first { $0.1 }?.0
  }

  /// What is mended beside the usual.
  func included() throws -> Set<Finding> {
    var findings: Set<Finding> = []
    for name in include.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let word = name.filter { $0 != " " }
      guard let finding = Finding(rawValue: String(word)), finding.isRepairedByBackfill else {
        let known = BackfillPlan.onRequest.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--include: “\(word)” is no finding that a backfill mends on request (\(known)).")
      }
      findings.insert(finding)
    }
    return findings
  }
}
