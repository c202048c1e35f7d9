import ArgumentParser
import LearnerRecords
import OpenEdX

/// How `audit` prints its rows.
enum AuditFormat: String, CaseIterable {
  case table
  case jsonl
  case csv
}

/// What `audit` takes besides the rows it is limited to.
struct AuditOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only rows with this finding; may be given several times.", valueName: "name"),
    completion: .list(Finding.allCases.map(\.rawValue))
  )
  var finding: [String] = []

  @Flag(help: "Also the runs without a finding.")
  var all = false

  @Flag(help: "Counts by finding, program and course run, and the causes that rows have in common.")
  var summary = false

  @Option(
    help: ArgumentHelp(
      "With --summary, rows with drift counted by month (when the LMS changed the certificate last), program or org, or all rows by finding.",
      valueName: "month|program|org|finding"
    ),
    completion: .list(AuditSummaryReport.Key.allCases.map(\.rawValue))
  )
  var by: String?

  @Flag(help: "Check the site's configuration, not its learners.")
  var configuration = false

  @Option(
    help: ArgumentHelp(
      "Write to this file instead of standard output; it is put in place whole, over one of that name.",
      valueName: "file"
    ),
    completion: .file()
  )
  var output: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that read, 1 to 64: one for each processor unless given.", valueName: "n")
  )
  var jobs: Int?

  @OptionGroup var formats: FormatOptions

  /// How many threads read.
  var threads: Int { jobs ?? RecordStore.usualJobs }

  /// Whether counts are printed for Prometheus.
  var isMetrics: Bool { formats.format == Self.metrics }

  /// Whether people read the output.
  var isTable: Bool { get throws { try !isMetrics && format == .table } }

  private static let metrics = "prometheus"

  /// How the rows are printed.
  var format: AuditFormat { get throws { try formats.choice(.table, or: [Self.metrics]) } }

  func validateUse(_ programs: ProgramOptions, _ rows: RowOptions) throws {
    _ = try findings()
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes 1 to 64.") }
    if isMetrics {
      let given = [
        ("--finding", !finding.isEmpty), ("--all", all), ("--summary", summary), ("--configuration", configuration),
      ].first { $0.1 }?.0
      if let given {
        throw ValidationError("\(given) does not go with --format \(Self.metrics), which counts all rows.")
      }
    } else {
      _ = try format
    }
    if let by {
      guard summary else { throw ValidationError("--by goes with --summary.") }
      guard AuditSummaryReport.Key(rawValue: by) != nil else {
        let names = AuditSummaryReport.Key.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--by: “\(by)” is none of \(names).")
      }
    }
    guard configuration else { return }
    let given = [
      ("--program", !programs.program.isEmpty), ("--finding", !finding.isEmpty), ("--all", all), ("--summary", summary),
      ("--jobs", jobs != nil),
    ].first { $0.1 }?.0
    if let given = given ?? rows.given {
      throw ValidationError("\(given) is about learners' rows and does not go with --configuration.")
    }
  }

  /// The findings that are wanted; empty for all.
  func findings() throws -> Set<Finding> {
    var wanted: Set<Finding> = []
    for name in finding {
      guard let known = Finding(rawValue: name) else {
        let names = Finding.allCases.map(\.rawValue).joined(separator: ", ")
        var nearest = NearestNames(to: name, limit: 1)
        for finding in Finding.allCases { nearest.add(finding.rawValue) }
        let hint = nearest.names.first.map { " Did you mean \($0)?" } ?? ""
        throw ValidationError("--finding: there is no finding “\(name)”.\(hint) There are: \(names).")
      }
      wanted.insert(known)
    }
    return wanted
  }
}
