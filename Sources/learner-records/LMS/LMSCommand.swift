import ArgumentParser
import OpenEdX

/// `lms`: saves what the platform or its staff would, where no site is behind the data.
struct LMSCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lms",
    abstract: "Save certificates, dates and grades as the LMS does, in the sample or a scratch deployment.",
    discussion: """
      Each command is one transaction: the LMS's rows, their history, and the tasks that the save asks for. An engine that \
      runs beside it (“sync” or the terminal UI) posts them after the commit and never before. Copies of a site are \
      refused.

      Example, in two terminals:
        learner-records sync
        learner-records lms save-certificate paid_learner course-v1:HelixTech+PC101+2026_T1 --hold 5
      """,
    subcommands: [
      SaveCertificateCommand.self, MarkNotPassingCommand.self, InvalidateCommand.self, MarkUnverifiedCommand.self,
      DateOverrideCommand.self, DeleteOverrideCommand.self, PublishCourseCommand.self, SaveGradeCommand.self,
    ]
  )

  @ParentCommand var root: LearnerRecordsCommand

  /// Refuses the options of the root command that none of the subcommands uses.
  func refuseOptions(in command: String) throws { try root.refuseOptions(in: command, butOf: [.folder, .config]) }
}

/// Which certificate a command saves.
struct CertificateArguments: ParsableArguments {
  @Argument(help: "The learner's username.", completion: DeploymentCompletion.users)
  var username: String

  @Argument(help: "The key of the course run, as course-v1:OrgX+Course+2026_T1.")
  var courseRun: String

  /// The key.
  ///
  /// - Throws: `ValidationError` for what is no key.
  func key() throws -> CourseKey { try CourseKey(argument: courseRun) }
}

extension CourseKey {
  /// Reads what was typed.
  ///
  /// - Throws: `ValidationError` with the reason.
  init(argument: String) throws {
    do throws(CourseKeyError) { try self.init(argument) } catch { throw ValidationError("\(error)") }
  }
}
