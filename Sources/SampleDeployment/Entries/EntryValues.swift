import OpenEdX

/// A time as the files hold it, e.g. `2026-06-17T10:09:52.572Z`.
struct EntryTime: Decodable, Sendable {
  let value: UTCTime

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = UTCTime(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "is not a time like 2026-06-17T10:09:52Z: “\(text)”"
      )
    }
    self.value = value
  }
}

/// A program's identity as the files hold it, with or without hyphens.
struct EntryUUID: Decodable, Sendable {
  let value: ProgramUUID

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = ProgramUUID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not a UUID: “\(text)”")
    }
    self.value = value
  }
}

/// A field that takes one of a few words.
protocol EntryWord: RawRepresentable<String>, CaseIterable, Decodable, Sendable {}

extension EntryWord {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let word = Self(rawValue: text) else {
      let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "holds the unknown word “\(text)”; it takes one of: \(words)"
      )
    }
    self = word
  }
}

/// The statuses that the LMS knows for a certificate (<doc:SyncFlow#Certificates>).
///
/// The rest of the program keeps any word; a file that somebody wrote by hand is better checked.
enum CertificateWord: String, EntryWord {
  case downloadable, generating, notpassing, unavailable, unverified
  case auditPassing = "audit_passing"
  case auditNotPassing = "audit_notpassing"
  case deleted, deleting, error, requesting, restricted, auditing
  case honorPassing = "honor_passing"
  case invalidated

  var status: CertificateStatus { CertificateStatus(rawValue: rawValue) }
}

/// The statuses of an award in Credentials.
enum AwardWord: String, EntryWord {
  case awarded, revoked

  var status: CredentialStatus { self == .awarded ? .awarded : .revoked }
}

/// The enrolment tracks that a run, or a certificate, may have.
enum ModeWord: String, EntryWord {
  case verified, honor, audit, professional, masters, credit
  case noIDProfessional = "no-id-professional"
  case executiveEducation = "executive-education"
  case paidExecutiveEducation = "paid-executive-education"
  case unpaidExecutiveEducation = "unpaid-executive-education"
  case paidBootcamp = "paid-bootcamp"
  case unpaidBootcamp = "unpaid-bootcamp"

  var mode: CourseMode { CourseMode(rawValue: rawValue) }
}
