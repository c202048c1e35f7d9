import ArgumentParser
import LearnerRecords
import OpenEdX

/// How `audit` prints its rows.
enum AuditFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  case jsonl
  case csv
}

/// What `audit` takes.
struct AuditOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only the runs of this program; may be given several times.", valueName: "uuid"))
  var program: [String] = []

  @Option(help: ArgumentHelp("Only this course run; may be given several times.", valueName: "key"))
  var course: [String] = []

  @Option(help: ArgumentHelp("Only runs of this organization; may be given several times.", valueName: "org"))
  var org: [String] = []

  @Option(help: ArgumentHelp("Only this learner; may be given several times.", valueName: "username"))
  var user: [String] = []

  @Option(help: ArgumentHelp("Only rows with this finding; may be given several times.", valueName: "name"))
  var finding: [String] = []

  @Flag(help: "Also the runs without a finding.")
  var all = false

  @Flag(help: "Counts by finding, program and course run, and the causes that rows have in common.")
  var summary = false

  @Flag(help: "Check the site's configuration, whoever the learners are.")
  var configuration = false

  @Option(help: "table, jsonl or csv.")
  var format = AuditFormat.table

  func validateUse() throws {
    _ = try filter()
    _ = try findings()
    guard configuration else { return }
    let given = [
      ("--program", !program.isEmpty), ("--course", !course.isEmpty), ("--org", !org.isEmpty),
      ("--user", !user.isEmpty), ("--finding", !finding.isEmpty), ("--all", all), ("--summary", summary),
    ].first { $0.1 }
    if let given { throw ValidationError("\(given.0) is about learners' rows and does not go with --configuration.") }
  }

  /// The options as a filter.
  func filter() throws -> RunFilter {
    var filter = RunFilter()
    for text in program {
      guard let uuid = ProgramUUID(text) else {
        throw ValidationError("--program: “\(text)” is not a UUID (32 hexadecimal digits, hyphens or none).")
      }
      filter.programs.insert(uuid)
    }
    for text in course {
      do throws(CourseKeyError) {
        filter.courseRuns.append(try CourseKey(text).stored)
      } catch {
        throw ValidationError("--course: \(error)")
      }
    }
    filter.organizations = org
    filter.users = user
    return filter
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
