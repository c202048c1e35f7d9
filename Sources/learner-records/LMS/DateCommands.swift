import ArgumentParser
import LMS
import OpenEdX

/// `lms date-override`: staff give a certificate another date.
struct DateOverrideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "date-override",
    abstract: "Give a certificate another date, as staff do in the LMS's admin."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  @Argument(help: "The date to show, UTC, as 2026-06-17.")
  var date: String

  @Option(help: ArgumentHelp("The member of staff; the learner unless given.", valueName: "username"))
  var by: String?

  @Option(help: ArgumentHelp("Why, for the staff.", valueName: "text"))
  var reason = "learner-records"

  func validate() throws { try lms.refuseOptions(in: "lms date-override") }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      let date = try UTCTime(argument: date, of: "The date")
      try await saving.save { transaction in
        try transaction.saveDateOverride(
          username: certificate.username,
          courseRunKey: key,
          date: date,
          reason: reason,
          overriddenBy: by ?? certificate.username
        )
        return "date override of \(certificate.username) in \(key.stored): \(date.dateText)"
      }
    }
  }
}

/// `lms delete-override`: the certificate's own date counts again.
struct DeleteOverrideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete-override",
    abstract: "Take a certificate's date override away."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  func validate() throws { try lms.refuseOptions(in: "lms delete-override") }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      try await saving.save { transaction in
        let had = try transaction.deleteDateOverride(username: certificate.username, courseRunKey: key)
        return
          "\(had ? "date override taken away" : "there was no date override") of \(certificate.username) in \(key.stored)"
      }
    }
  }
}

/// `lms publish-course`: Studio publishes the run's dates.
struct PublishCourseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish-course",
    abstract: "Publish a course run's pacing and certificate dates, as Studio does.",
    discussion: "What is not given stays as it is. “none” takes a date away."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var saving: SaveOptions

  @Argument(help: "The key of the course run, as course-v1:OrgX+Course+2026_T1.")
  var courseRun: String

  @Flag(help: "Who sets the pace.") var pacing: Pacing?

  @Option(
    help: "When certificates are shown: end, end_with_date or early_no_info.",
    completion: .list(["end", "end_with_date", "early_no_info"])
  )
  var display: String?

  @Option(help: ArgumentHelp("The certificate available date, UTC, or none.", valueName: "date"))
  var availableDate: String?

  @Option(help: ArgumentHelp("The end of the run, UTC, or none.", valueName: "date"))
  var end: String?

  enum Pacing: String, EnumerableFlag {
    case selfPaced
    case instructorPaced
  }

  func validate() throws { try lms.refuseOptions(in: "lms publish-course") }

  func run() async throws {
    try await Failure.reporting {
      let key = try CourseKey(argument: courseRun)
      let available = try availableDate.map { try Self.date($0, "--available-date") }
      let end = try end.map { try Self.date($0, "--end") }
      try await saving.save { transaction in
        var settings = try transaction.certificateSettings(of: key)
        if let pacing { settings.isSelfPaced = pacing == .selfPaced }
        if let display { settings.displayBehavior = .init(rawValue: display) }
        if let available { settings.availableDate = available }
        if let end { settings.end = end }
        let stored = try transaction.publishCourse(key, settings: settings)
        let behavior = stored.displayBehavior?.rawValue ?? "no display behavior"
        let date = stored.availableDate.map { "available from \($0.dateText)" } ?? "no available date"
        return "\(key.stored): \(stored.isSelfPaced ? "self-paced" : "instructor-paced"), \(behavior), \(date)"
      }
    }
  }

  /// A date, or nil inside for “none”.
  private static func date(_ text: String, _ option: String) throws -> UTCTime? {
    text == "none" ? nil : try UTCTime(argument: text, of: option)
  }
}

/// `lms save-grade`: a learner's grade in a run.
struct SaveGradeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save-grade",
    abstract: "Save a learner's grade in a course run."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  @Argument(help: "The grade from 0 to 1.")
  var percent: Double

  @Option(help: ArgumentHelp("The letter of a passing grade; none when it does not pass.", valueName: "letter"))
  var letter = ""

  func validate() throws {
    try lms.refuseOptions(in: "lms save-grade")
    guard (0...1).contains(percent) else { throw ValidationError("The grade goes from 0 to 1.") }
  }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      try await saving.save { transaction in
        try transaction.saveGrade(
          username: certificate.username,
          courseRunKey: key,
          percent: percent,
          letter: letter
        )
        return "grade of \(certificate.username) in \(key.stored): \(percent)\(letter.isEmpty ? "" : ", \(letter)")"
      }
    }
  }
}

extension UTCTime {
  /// Reads what was typed.
  ///
  /// - Throws: `ValidationError` that names what it was typed for.
  fileprivate init(argument: String, of name: String) throws {
    guard let time = UTCTime(argument) else {
      throw ValidationError("\(name): “\(argument)” is not a date (2026-06-17) or a time (2026-06-17T10:00Z).")
    }
    self = time
  }
}
