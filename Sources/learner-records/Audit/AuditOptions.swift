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
  @Option(help: ArgumentHelp("Only rows with this finding; may be given several times.", valueName: "name"))
  var finding: [String] = []

  @Flag(help: "Also the runs without a finding.")
  var all = false

  @Flag(help: "Counts by finding, program and course run, and the causes that rows have in common.")
  var summary = false

  @Flag(help: "Check the site's configuration, whoever the learners are.")
  var configuration = false

  @OptionGroup var formats: FormatOptions

  /// How the rows are printed.
  var format: AuditFormat { get throws { try formats.choice(.table) } }

  func validateUse(_ programs: ProgramOptions, _ rows: RowOptions) throws {
    _ = try findings()
    _ = try format
    guard configuration else { return }
    let given = [
      ("--program", !programs.program.isEmpty), ("--finding", !finding.isEmpty), ("--all", all), ("--summary", summary),
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
        throw ValidationError("--finding: there is no finding “\(name)”. There are: \(names).")
      }
      wanted.insert(known)
    }
    return wanted
  }
}
