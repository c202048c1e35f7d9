import Foundation
import OpenEdX

extension CredentialsSeed {
  /// A row of `credentials_usercredential`, with its override and attributes. Its learner needs no account.
  package struct UserCredential: Sendable {
    /// What is awarded.
    package enum Target: Sendable, Hashable {
      /// A run, by its key; its configuration must be there.
      case courseRun(String)
      /// A program; its configuration must be there.
      case program(ProgramUUID)
    }

    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The award's identity; nil takes a new one.
    package var uuid: UUID?
    /// The learner.
    package var username: String
    /// What is awarded.
    package var target: Target
    /// Awarded or revoked.
    package var status: CredentialStatus
    /// When it was made, UTC; nil is the time of writing.
    package var created: UTCTime?
    /// When it was last posted, UTC; nil is `created`.
    package var modified: UTCTime?
    /// The date override, UTC.
    package var dateOverride: UTCTime?
    /// The attributes by name.
    package var attributes: [String: String]

    /// Takes the award's values.
    package init(
      _ username: String,
      _ target: Target,
      status: CredentialStatus = .awarded,
      created: UTCTime? = nil,
      modified: UTCTime? = nil,
      dateOverride: UTCTime? = nil,
      attributes: [String: String] = [:],
      id: Int64? = nil,
      uuid: UUID? = nil
    ) {
      self.id = id
      self.uuid = uuid
      self.username = username
      self.target = target
      self.status = status
      self.created = created
      self.modified = modified
      self.dateOverride = dateOverride
      self.attributes = attributes
    }
  }

  /// A row of `records_usergrade`.
  package struct UserGrade: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The learner.
    package var username: String
    /// The key of the run.
    package var courseRun: String
    /// The grade in ten-thousandths: 8421 is 0.8421.
    package var tenThousandths: Int
    /// The letter; may be empty.
    package var letter: String
    /// Whether the grade counts.
    package var verified: Bool
    /// When the LMS computed it, UTC.
    package var lastUpdated: UTCTime?
    /// When the row was made, UTC; nil is the time of writing.
    package var created: UTCTime?

    /// Takes the grade's values.
    package init(
      _ username: String,
      _ courseRun: String,
      tenThousandths: Int,
      letter: String = "",
      verified: Bool = true,
      lastUpdated: UTCTime? = nil,
      created: UTCTime? = nil,
      id: Int64? = nil
    ) {
      self.id = id
      self.username = username
      self.courseRun = courseRun
      self.tenThousandths = tenThousandths
      self.letter = letter
      self.verified = verified
      self.lastUpdated = lastUpdated
      self.created = created
    }
  }

  /// A row of `records_programcertrecord`: a program record that a learner has shared.
  package struct SharedRecord: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The identity under which the record is public; nil takes a new one.
    package var uuid: UUID?
    /// The learner, who must have an account.
    package var username: String
    /// The program.
    package var program: ProgramUUID

    /// Takes the shared record's values.
    package init(_ username: String, _ program: ProgramUUID, id: Int64? = nil, uuid: UUID? = nil) {
      self.id = id
      self.uuid = uuid
      self.username = username
      self.program = program
    }
  }

  /// A row of `records_usercreditpathway`: a program record that a learner has sent to a pathway.
  package struct UserCreditPathway: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The learner, who must have an account.
    package var username: String
    /// The pathway's name.
    package var pathway: String
    /// The program, if one is told.
    package var program: ProgramUUID?
    /// `sent`, or empty.
    package var status: String

    /// Takes the sending's values.
    package init(
      _ username: String,
      pathway: String,
      program: ProgramUUID?,
      status: String = "sent",
      id: Int64? = nil
    ) {
      self.id = id
      self.username = username
      self.pathway = pathway
      self.program = program
      self.status = status
    }
  }
}
