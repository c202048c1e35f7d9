import ArgumentParser
import LearnerRecords
import OpenEdX

/// The programs that a command is limited to.
///
/// These options stand in groups of their own because the root command has them for `--backfill`: it reads them first,
/// and hands them on to a subcommand that has a group of the same type.
struct ProgramOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only the runs of this program; may be given several times.", valueName: "uuid"))
  var program: [String] = []

  func uuids() throws -> [ProgramUUID] {
    try program.map { text in
      guard let uuid = ProgramUUID(text) else {
        throw ValidationError("--program: “\(text)” is not a UUID (32 hexadecimal digits, hyphens or none).")
      }
      return uuid
    }
  }
}

/// The rows that a command is limited to, besides their programs.
struct RowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this course run; may be given several times.", valueName: "key"))
  var course: [String] = []

  @Option(help: ArgumentHelp("Only runs of this organization; may be given several times.", valueName: "org"))
  var org: [String] = []

  @Option(help: ArgumentHelp("Only this learner; may be given several times.", valueName: "username"))
  var user: [String] = []

  /// The first option that was given.
  var given: String? {
    [("--course", !course.isEmpty), ("--org", !org.isEmpty), ("--user", !user.isEmpty)].first { $0.1 }?.0
  }

  /// The options as a filter.
  func filter(_ programs: ProgramOptions) throws -> RunFilter {
    var filter = RunFilter()
    filter.programs = Set(try programs.uuids())
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
}
