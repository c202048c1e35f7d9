import ArgumentParser
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

  @Flag(help: "Do not ask before posting.")
  var yes = false

  func validateUse() throws {
    guard backfill else {
      let given = [
        ("--dry-run", dryRun), ("--yes", yes), ("--program", !program.isEmpty), ("--course", !course.isEmpty),
        ("--user", !user.isEmpty),
      ].first { $0.1 }
      if let given { throw ValidationError("\(given.0) belongs to --backfill, which was not given.") }
      return
    }
    _ = try filter()
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
    return filter
  }
}
