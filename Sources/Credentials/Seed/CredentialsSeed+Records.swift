import Foundation
import OpenEdX

extension CredentialsSeed {
  /// A row of `credentials_usercredential`, with its override and attributes. Its learner needs no account.
  public struct UserCredential: Sendable {
    /// What is awarded.
    public enum Target: Sendable, Hashable {
      /// A run, by its key; its configuration must be there.
      case courseRun(String)
      /// A program; its configuration must be there.
      case program(ProgramUUID)
    }

    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The award's identity; nil takes a new one.
    public var uuid: UUID?
    /// The learner.
    public var username: String
    /// What is awarded.
    public var target: Target
    /// Awarded or revoked.
    public var status: CredentialStatus
    /// When it was made, UTC; nil is the time of writing.
    public var created: UTCTime?
    /// When it was last posted, UTC; nil is `created`.
    public var modified: UTCTime?
    /// The date override, UTC.
    public var dateOverride: UTCTime?
    /// The attributes by name.
    public var attributes: [String: String]

    /// Takes the award's values.
    public init(
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
  public struct UserGrade: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The learner.
    public var username: String
    /// The key of the run.
    public var courseRun: String
    /// The grade in ten-thousandths: 8421 is 0.8421.
    public var tenThousandths: Int
    /// The letter; may be empty.
    public var letter: String
    /// Whether the grade counts.
    public var verified: Bool
    /// When the LMS computed it, UTC.
    public var lastUpdated: UTCTime?
    /// When the row was made, UTC; nil is the time of writing.
    public var created: UTCTime?

    /// Takes the grade's values.
    public init(
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
  public struct SharedRecord: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The identity under which the record is public; nil takes a new one.
    public var uuid: UUID?
    /// The learner, who must have an account.
    public var username: String
    /// The program.
    public var program: ProgramUUID

    /// Takes the shared record's values.
    public init(_ username: String, _ program: ProgramUUID, id: Int64? = nil, uuid: UUID? = nil) {
      self.id = id
      self.uuid = uuid
      self.username = username
      self.program = program
    }
  }

  /// A row of `records_usercreditpathway`: a program record that a learner has sent to a pathway.
  public struct UserCreditPathway: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The learner, who must have an account.
    public var username: String
    /// The pathway's name.
    public var pathway: String
    /// The program, if one is told.
    public var program: ProgramUUID?
    /// `sent`, or empty.
    public var status: String

    /// Takes the sending's values.
    public init(
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
