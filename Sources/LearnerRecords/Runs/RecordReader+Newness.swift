import DatabaseFile
import GRDB
import OpenEdX

/// Where the two databases are not of one moment, what changed after the older one cannot be judged
/// (<doc:Findings#Two-moments>).
extension RecordReader {
  /// The runs whose course overview or configuration changed after a moment.
  static func newRuns(_ db: Database, after moment: UTCTime) throws -> Set<ExactText> {
    let rows = try StoredRow.fetchAll(
      db,
      sql: """
        SELECT id FROM main.course_overviews_courseoverview WHERE modified > ?1
        UNION SELECT course_id FROM credentials.credentials_coursecertificate WHERE modified > ?1
        """,
      arguments: [moment.databaseText]
    )
    return Set(try rows.map { ExactText(try $0.text(0)) })
  }

  /// What of a run changed after the moment up to which both databases are known.
  func newness(
    _ run: CourseRunFacts,
    _ certificate: CertificateRow?,
    _ credentials: [CredentialsRows.Credential],
    _ rows: LearnerRows,
    runIDs: [Int64]
  ) -> RunFacts.Newness {
    guard let judgeableUntil else { return RunFacts.Newness() }
    return RunFacts.Newness(
      ofAward: certificate?.isTooNew ?? false || credentials.contains(where: \.isTooNew),
      ofGrade: rows.isGradeNew(run.key, runIDs: runIDs, after: judgeableUntil),
      ofRun: newRuns.contains(ExactText(run.key))
        || run.configurations.contains { newRuns.contains(ExactText($0.courseRun)) }
    )
  }

  /// What is said of a row that is too new to judge, as sentences.
  func newnessNotes() throws -> [String] {
    guard let judgeableUntil, let origin = try SyncOrigin.read(db) else { return [] }
    let sides = [("LMS", origin.lms), ("Credentials", origin.credentials)].map { name, side in
      "\(name) is of \(side.snapshot?.apiText ?? "an unknown moment")"
    }
    return [
      "\(sides.joined(separator: ", ")): a row that changed after \(judgeableUntil.apiText) is not judged."
    ]
  }
}

/// The learners of whom a row changed after the moment up to which both databases are known, for a walk over all; their
/// certificates are looked at in ``CertificateDigests``.
struct NewLearners: Sendable {
  private var users: Set<Int64> = []
  private var names: Set<ExactText> = []

  /// Reads both databases once; nothing where they are of one moment.
  init(_ reader: RecordReader) throws {
    guard let moment = reader.judgeableUntil?.databaseText else { return }
    let grades =
      reader.hasCourseGrades ? "UNION SELECT user_id FROM main.grades_persistentcoursegrade WHERE modified > ?1" : ""
    let users = try StoredRow.fetchCursor(
      reader.db,
      sql: """
        SELECT g.user_id FROM main.certificates_certificatedateoverride o
          JOIN main.certificates_generatedcertificate g ON g.id = o.generated_certificate_id WHERE o.modified > ?1
        \(grades)
        """,
      arguments: [moment]
    )
    while let row = try users.next() { self.users.insert(try row.integer(0)) }
    let names = try StoredRow.fetchCursor(
      reader.db,
      sql: """
        SELECT username FROM credentials.credentials_usercredential WHERE modified > ?1
        UNION SELECT c.username FROM credentials.credentials_usercredentialdateoverride o
          JOIN credentials.credentials_usercredential c ON c.id = o.user_credential_id WHERE o.modified > ?1
        UNION SELECT username FROM credentials.records_usergrade WHERE modified > ?1
        """,
      arguments: [moment]
    )
    while let row = try names.next() { self.names.insert(ExactText(try row.text(0))) }
  }

  /// Whether a learner is among them.
  func contains(_ learner: Learner) -> Bool {
    guard !users.isEmpty || !names.isEmpty else { return false }
    return learner.lmsUserID.map(users.contains) ?? false
      || learner.credentialNames.contains { names.contains(ExactText($0)) }
  }
}
