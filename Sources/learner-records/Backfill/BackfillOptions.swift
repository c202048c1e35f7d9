import ArgumentParser
import CertificateSync
import LearnerRecords
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
      Repair this as well: \(BackfillPlan.onRequest.map(\.rawValue).joined(separator: ", ")); and take in what is \
      withheld: retired, run-type-differs, and what was undone: undone. May be given several times, or with commas.
      """,
      valueName: "finding"
    ),
    completion: .list(BackfillPlan.onRequest.map(\.rawValue) + [Self.undoneWord])
  )
  var include: [String] = []

  // Else a negative number would pass for another option.
  @Option(parsing: .unconditional, help: ArgumentHelp("Repair at most so many rows.", valueName: "n"))
  var limit: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Requests to the service a second, at most; no limit unless given.", valueName: "n")
  )
  var rate: Double?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Post nothing, and print the plan as calls of the LMS's own command; the only one is notify_credentials.",
      valueName: "command"
    )
  )
  var printedAs: String?

  @Flag(help: "Read back what was posted, and say what differs.")
  var verify = false

  @Option(
    help: ArgumentHelp(
      """
      Take back what a backfill posted: revoke what it awarded, and award again what it revoked, but for what somebody has \
      changed since. The run is named at the end of its backfill and in the journal.
      """,
      valueName: "run"
    )
  )
  var undo: String?

  @Flag(help: "Do not ask before posting.")
  var yes = false

  func validateUse(
    _ programs: ProgramOptions,
    _ rows: RowOptions,
    _ format: FormatOptions,
    _ inFlight: ConcurrencyOptions,
    _ way: WayOptions
  ) throws {
    guard backfill else {
      let others = [
        ("--program", !programs.program.isEmpty), ("--format", format.format != nil),
        ("--concurrency", inFlight.concurrency != nil), ("--via", way.via != nil),
      ].first { $0.1 }?.0
      if let given = given ?? others ?? rows.given {
        throw ValidationError("\(given) belongs to --backfill, which was not given.")
      }
      return
    }
    try programs.validateValue()
    _ = try rows.filter()
    _ = try included()
    _ = try format.choice(BackfillFormat.text)
    try inFlight.validateValue()
    if let limit, limit < 1 { throw ValidationError("--limit takes a number of 1 or more.") }
    if let rate, !(0.001...1e9).contains(rate) { throw ValidationError("--rate takes a number of 0.001 or more.") }
    if let printedAs, printedAs != "notify_credentials" {
      throw ValidationError(
        "--as: “\(printedAs)” is not notify_credentials, the only command that a plan is printed as."
      )
    }
    if way.isCelery {
      if verify { throw ValidationError("--verify asks Credentials, for which --via celery has no token.") }
      if printedAs != nil {
        throw ValidationError("--as prints calls of a command, and --via celery hands tasks over.")
      }
      try way.requireAwards(included(), "--include")
    }
    if undo != nil { try requireUndoUse(rows, programs, way) }
    if postsNothing, verify {
      throw ValidationError("--verify reads back what was posted, and \(dryRun ? "--dry-run" : "--as") posts nothing.")
    }
  }

  /// A run is undone as a whole, and by this program.
  private func requireUndoUse(_ rows: RowOptions, _ programs: ProgramOptions, _ way: WayOptions) throws {
    let others = [
      ("--program", !programs.program.isEmpty), ("--include", !include.isEmpty), ("--limit", limit != nil),
      ("--as", printedAs != nil), ("--via", way.isCelery),
    ]
    guard let given = rows.given ?? others.first(where: { $0.1 })?.0 else { return }
    throw ValidationError("\(given) does not go with --undo, which takes back all that one run has posted.")
  }

  /// The word that takes in what was undone.
  private static let undoneWord = "undone"

  /// Whether rows are posted of which a post was undone.
  var includesUndone: Bool { words.contains(Self.undoneWord) }

  private var words: [String] {
    let parts = include.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return parts.map { part in String(part.filter { $0 != " " }) }
  }

  /// Whether the plan is only shown.
  var postsNothing: Bool { dryRun || printedAs != nil }

  /// The first option that was given, besides `--backfill` itself.
  var given: String? {
    [
      ("--dry-run", dryRun), ("--yes", yes), ("--include", !include.isEmpty), ("--limit", limit != nil),
      ("--rate", rate != nil), ("--verify", verify), ("--as", printedAs != nil), ("--undo", undo != nil),
    ].first { $0.1 }?.0
  }

  /// What is repaired beside the usual.
  func included() throws -> Set<Finding> {
    var findings: Set<Finding> = []
    for word in words where word != Self.undoneWord {
      guard let finding = Finding(rawValue: word),
        finding.isRepairedByBackfill || BackfillPlan.consents.contains(finding)
      else {
        let names = BackfillPlan.onRequest.map(\.rawValue) + [Self.undoneWord]
        let known = names.joined(separator: ", ")
        var nearest = NearestNames(to: word, limit: 1)
        for name in names { nearest.add(name) }
        let hint = nearest.names.first.map { " Did you mean \($0)?" } ?? ""
        throw ValidationError(
          "--include: “\(word)” is no finding that a backfill repairs on request (\(known)).\(hint)"
        )
      }
      findings.insert(finding)
    }
    return findings
  }
}

/// How `--backfill` writes its results.
enum BackfillFormat: String, CaseIterable {
  /// The plan and what came of it, for people.
  case text
  /// The lines of the journal, and nothing else, on standard output; what is for people goes to standard error. With
  /// `--dry-run` the plan's lines, and nothing on standard error but trouble.
  case jsonl

  /// Writes a line for people.
  func say(_ line: String = "") {
    switch self {
    case .text: StandardOutput.line(line)
    case .jsonl: StandardError.line(line)
    }
  }
}

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
