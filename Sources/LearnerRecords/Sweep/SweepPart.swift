import OpenEdX

/// Learners who follow one another by their names' code points, with what a walk over all reads once, in the order of
/// the tables: the exceptions among Credentials' rows, and what the LMS perhaps owes.
struct SweepPart: Sendable {
  /// A credential that is not simply awarded, or has a date override.
  struct OddAward: Sendable {
    let name: String
    let type: Int64
    let configurationID: Int64
    let status: String
    let dateOverride: String?
  }

  /// A grade that is perhaps not verified.
  struct OddGrade: Sendable {
    let name: String
    let runID: Int64
    let isVerified: Bool
  }

  /// A run for which the LMS perhaps owes a certificate.
  struct Owed: Sendable {
    let name: String
    let courseRun: String
    /// Nil for one on the list of exceptions.
    let passedMode: CourseMode?
  }

  /// The LMS's users. Names that only Credentials has stand between them there.
  let learners: [Learner]
  /// The first name; nil for the beginning of all.
  let from: String?
  /// The name behind the last; nil for the end of all.
  let to: String?
  let oddAwards: [OddAward]
  let oddGrades: [OddGrade]
  let passed: [Owed]
  let exceptions: [Owed]

  /// Takes from the front of a list in the order of names what a name has.
  ///
  /// - Parameter place: where the list was left; moved on.
  static func take<Row>(_ rows: [Row], _ place: inout Int, _ name: String, of key: (Row) -> String) -> ArraySlice<Row> {
    while place < rows.count, CodePoints.precedes(key(rows[place]), name) { place += 1 }
    let first = place
    while place < rows.count, CodePoints.equal(key(rows[place]), name) { place += 1 }
    return rows[first..<place]
  }
}

/// What a walk over all learners knows of all of them.
struct SweepFacts: Sendable {
  let names: LearnerNames
  let certificates: CertificateDigests
  let grades: GradeDigests
  let newLearners: NewLearners
}
