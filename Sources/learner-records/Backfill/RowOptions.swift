import ArgumentParser
import LearnerRecords
import OpenEdX

/// The rows that a command is limited to, besides their programs; a group of its own, see ``ProgramOptions``.
struct RowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this course run; may be given several times.", valueName: "key"))
  var course: [String] = []

  @Option(
    help: ArgumentHelp("Only runs of this organization; may be given several times, or with commas.", valueName: "org")
  )
  var org: [String] = []

  @Option(
    help: ArgumentHelp("Only this learner; may be given several times, or with commas.", valueName: "username"),
    completion: DeploymentCompletion.users
  )
  var user: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only certificates saved, or with a date override changed, from this UTC date or time on.",
      valueName: "date"
    )
  )
  var startDate: String?

  @Option(help: ArgumentHelp("The same up to this UTC date or time; a date takes in its day.", valueName: "date"))
  var endDate: String?

  /// The first option that was given.
  var given: String? {
    [
      ("--course", !course.isEmpty), ("--org", !org.isEmpty), ("--user", !user.isEmpty),
      ("--start-date", startDate != nil), ("--end-date", endDate != nil),
    ].first { $0.1 }?.0
  }

  /// The options as a filter; the programs are asked of the deployment.
  func filter() throws -> RunFilter {
    var filter = RunFilter()
    for text in course {
      do throws(CourseKeyError) {
        filter.courseRuns.append(try CourseKey(text).stored)
      } catch {
        throw ValidationError("--course: \(error)")
      }
    }
    let organizations = Self.split(org)
    for text in organizations where text.isEmpty || text.contains(where: { "+/: ".contains($0) }) {
      throw ValidationError("--org: “\(text)” is not the name of an organization, the first part of a course key.")
    }
    filter.organizations = organizations
    filter.users = Self.split(user)
    filter.modifiedSince = try startDate.map { try Self.time($0, "--start-date").first }
    filter.modifiedUntil = try endDate.map { try Self.time($0, "--end-date").last }
    if let since = filter.modifiedSince, let until = filter.modifiedUntil, until < since {
      throw ValidationError("--end-date lies before --start-date: no certificate can be in that range.")
    }
    return filter
  }

  /// Several in one, with commas between them: neither name can hold one.
  private static func split(_ texts: [String]) -> [String] {
    texts.flatMap { text in
      text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingPrefix(" ") }.map { String($0) }
    }
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
