import ArgumentParser
import CertificateSync
import LearnerRecords
import OpenEdX

/// What `--backfill` takes.
struct BackfillOptions: ParsableArguments {
  @Flag(help: "Repair without the UI: post what Credentials has lost.")
  var backfill = false

  @Flag(help: "Show the plan and change nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Only the runs of this program; may be given several times.", valueName: "uuid"))
  var program: [String] = []

  @Option(help: ArgumentHelp("Only this course run; may be given several times.", valueName: "key"))
  var course: [String] = []

  @Option(help: ArgumentHelp("Only this learner; may be given several times.", valueName: "username"))
  var user: [String] = []

  @Option(help: ArgumentHelp("Only runs of this organization; may be given several times.", valueName: "org"))
  var org: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only certificates saved, or with a date override changed, from this UTC date or time on.",
      valueName: "date"
    )
  )
  var startDate: String?

  @Option(help: ArgumentHelp("The same up to this UTC date or time; a date takes in its day.", valueName: "date"))
  var endDate: String?

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

  func validateUse() throws {
    guard backfill else {
      let given = [
        ("--dry-run", dryRun), ("--yes", yes), ("--program", !program.isEmpty), ("--course", !course.isEmpty),
        ("--user", !user.isEmpty), ("--org", !org.isEmpty), ("--start-date", startDate != nil),
        ("--end-date", endDate != nil), ("--include", !include.isEmpty), ("--limit", limit != nil),
      ].first { $0.1 }
      if let given { throw ValidationError("\(given.0) belongs to --backfill, which was not given.") }
      return
    }
    _ = try filter()
    _ = try included()
    if let limit, limit < 1 { throw ValidationError("--limit takes a number of 1 or more.") }
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
    filter.users = user
    for text in org where text.isEmpty || text.contains(where: { "+/: ".contains($0) }) {
      throw ValidationError("--org: “\(text)” is not the name of an organization, the first part of a course key.")
    }
    filter.organizations = org
    filter.modifiedSince = try startDate.map { try Self.time($0, "--start-date").first }
    filter.modifiedUntil = try endDate.map { try Self.time($0, "--end-date").last }
    if let since = filter.modifiedSince, let until = filter.modifiedUntil, until < since {
      throw ValidationError("--end-date lies before --start-date: no certificate can be in that range.")
    }
    return filter
  }

  /// The first and the last moment that a text names: a whole day for a date, one moment for a time.
  private static func time(_ text: String, _ option: String) throws -> (first: UTCTime, last: UTCTime) {
    guard let time = UTCTime(text) else {
      throw ValidationError(
        "\(option): “\(text)” is not a date (2026-06-17) or a time (2026-06-17T10:00 or 2026-06-17T10:00:00Z)."
      )
    }
    let isDate = text.utf8.count == 10
    return (time, isDate ? UTCTime(microseconds: time.microseconds + 86_400_000_000 - 1) : time)
  }
}
