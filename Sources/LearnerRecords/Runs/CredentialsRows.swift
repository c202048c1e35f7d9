import OpenEdX

/// A learner's rows in Credentials, as read.
struct CredentialsRows {
  struct Credential {
    let id: Int64
    let username: String
    let status: String
    let uuid: String
    let created: String
    let modified: String
    let configurationID: Int64
    let dateOverride: String?

    var isAwarded: Bool { status == CredentialStatus.awarded.rawValue }
  }

  struct Grade {
    let runID: Int64
    let letter: String
    let percent: Double
    let modified: UTCTime?
  }

  /// In the order of the configurations' ids, the order in which the service meets them
  /// (<doc:CredentialsAPI#Learner-records>).
  var courses: [Credential] = []
  var programs: [Credential] = []
  /// Runs for which there is a verified grade.
  var gradedRunIDs: [Int64] = []
}

/// A learner's certificate in the LMS, as read.
struct CertificateRow {
  let id: Int64
  let courseRun: String
  let status: CertificateStatus
  let mode: CourseMode
  let grade: String
  let modified: String
  let dateOverride: String?

  var facts: RunFacts.Certificate {
    RunFacts.Certificate(status: status, mode: mode, dateOverride: dateOverride.flatMap { UTCTime($0) })
  }
}

/// A learner with their rows on both sides.
struct LearnerRows {
  let learner: Learner
  var certificates: [CertificateRow] = []
  var credentials = CredentialsRows()
}
