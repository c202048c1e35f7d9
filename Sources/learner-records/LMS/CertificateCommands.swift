import ArgumentParser
import LMS
import OpenEdX

/// `lms save-certificate`: a certificate as its generation saves it.
struct SaveCertificateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save-certificate",
    abstract: "Create or update a learner's certificate, as its generation in the LMS does."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  @Option(help: "The status: downloadable (unless given), generating, audit_passing or another word of the LMS.")
  var status = CertificateStatus.downloadable.rawValue

  @Option(help: "The mode: verified (unless given), honor, audit or another slug.")
  var mode = CourseMode.verified.rawValue

  @Option(help: "The grade as text, from 0 to 1, as the LMS keeps it in the certificate.")
  var grade = ""

  func validate() throws { try lms.refuseOptions(in: "lms save-certificate") }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      let values = CertificateValues(
        status: CertificateStatus(rawValue: status),
        mode: CourseMode(rawValue: mode),
        grade: grade
      )
      try await saving.save { transaction in
        try transaction.saveCertificate(username: certificate.username, courseRunKey: key, values: values).sentence
      }
    }
  }
}

/// `lms mark-not-passing`: the grade fell.
struct MarkNotPassingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark-not-passing",
    abstract: "Mark the certificate of a learner whose grade fell."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  @Option(help: "The new grade as text, from 0 to 1.")
  var grade = ""

  func validate() throws { try lms.refuseOptions(in: "lms mark-not-passing") }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      try await saving.save { transaction in
        try transaction.markNotPassing(username: certificate.username, courseRunKey: key, grade: grade).sentence
      }
    }
  }
}

/// `lms invalidate`: staff invalidated the certificate.
struct InvalidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invalidate",
    abstract: "Make a certificate unavailable, as its invalidation by staff does."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  func validate() throws { try lms.refuseOptions(in: "lms invalidate") }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      try await saving.save { transaction in
        try transaction.invalidate(username: certificate.username, courseRunKey: key).sentence
      }
    }
  }
}

/// `lms mark-unverified`: the ID verification is missing.
struct MarkUnverifiedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark-unverified",
    abstract: "Mark the certificate of a learner without ID verification."
  )

  @ParentCommand var lms: LMSCommand
  @OptionGroup var certificate: CertificateArguments
  @OptionGroup var saving: SaveOptions

  func validate() throws { try lms.refuseOptions(in: "lms mark-unverified") }

  func run() async throws {
    try await Failure.reporting {
      let key = try certificate.key()
      try await saving.save { transaction in
        try transaction.markUnverified(username: certificate.username, courseRunKey: key).sentence
      }
    }
  }
}

extension GeneratedCertificate {
  /// What was saved, as a sentence without its full stop.
  fileprivate var sentence: String {
    "certificate of \(username) in \(courseRunKey): \(status.rawValue), \(mode.rawValue)"
  }
}
