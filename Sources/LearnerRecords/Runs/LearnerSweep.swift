import DatabaseFile
import GRDB
import OpenEdX

/// A walk over all learners that reads no more than what decides: no ids, uuids and grades, and of times only those of
/// certificates.
///
/// Both databases are read in the order of names, side by side. Few learners need more, and are read again in full:
/// those of several names, those whose program credentials depend on the times of others, those of whom the two
/// databases hold different grades, and those of whom a row is too new to judge.
struct LearnerSweep {
  private let reader: RecordReader
  private let names: LearnerNames
  private var credentials: SortedCredentials
  private var owed: SortedOwed
  private let grades: GradeDigests
  private let newLearners: NewLearners
  private var chunk: [LearnerRows] = []
  /// Places in the chunk that need their rows in full.
  private var incomplete: [Int] = []

  init(_ reader: RecordReader) throws {
    self.reader = reader
    names = try LearnerNames(reader.db, reader.nameRules)
    owed = try SortedOwed(reader)
    grades = try GradeDigests(reader)
    newLearners = try NewLearners(reader)
    credentials = try SortedCredentials(
      reader.db,
      courseContentType: reader.courseContentType,
      programContentType: reader.programContentType
    )
  }

  /// Visits the learners by their username's code points; those without any row, too.
  mutating func visit(_ visit: (LearnerRows) throws -> Void) throws {
    let users = try StoredRow.fetchCursor(
      reader.db,
      sql: "SELECT id, username FROM main.auth_user ORDER BY username COLLATE BINARY"
    )
    while let row = try users.next() {
      let username = try row.text(1)
      while let name = credentials.nextName, CodePoints.precedes(name, username) { try addStranger(name) }
      let id = try row.integer(0)
      let learner = names.learner(lmsUserID: id, username: username)
      // Its rows are passed over even where they are not the learner's own.
      var rows = LearnerRows(learner: learner, credentials: try credentials.take(username))
      try owed.take(username, into: &rows)
      if learner.credentialNames.count > 1 || !learner.formerNames.isEmpty || !rows.credentials.programs.isEmpty
        || grades.differ(user: id, rows.credentials) || newLearners.contains(learner)
      {
        incomplete.append(chunk.count)
      }
      chunk.append(rows)
      if chunk.count == RecordReader.chunkSize { try flush(visit) }
    }
    while let name = credentials.nextName { try addStranger(name) }
    try flush(visit)
  }

  /// Takes a name that the LMS does not have, unless it is another name of one of its users.
  private mutating func addStranger(_ name: String) throws {
    let rows = try credentials.take(name)
    guard names.owner(of: name) == nil else { return }
    let learner = names.stranger(name)
    if !rows.programs.isEmpty || newLearners.contains(learner) { incomplete.append(chunk.count) }
    chunk.append(LearnerRows(learner: learner, certificates: [], credentials: rows))
  }

  private mutating func flush(_ visit: (LearnerRows) throws -> Void) throws {
    try reader.loadVerdicts(&chunk, invalidated: owed.invalidated)
    try reader.loadUpgrades(&chunk)
    if !incomplete.isEmpty {
      let full = try reader.rows(of: incomplete.map { chunk[$0].learner })
      for (place, rows) in zip(incomplete, full) { chunk[place] = rows }
    }
    for rows in chunk { try visit(rows) }
    chunk.removeAll(keepingCapacity: true)
    incomplete.removeAll(keepingCapacity: true)
  }
}

extension RecordReader {
  /// Loads the certificates of some learners without their grades.
  fileprivate func loadVerdicts(_ rows: inout [LearnerRows], invalidated: Set<Int64>) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, g.course_id, g.status, g.mode, o.date, g.id, g.modified_date
        FROM json_each(?) j
        CROSS JOIN main.certificates_generatedcertificate g ON g.user_id = j.value
        LEFT JOIN main.certificates_certificatedateoverride o ON o.generated_certificate_id = g.id
        """
    )
    let ids = "[" + rows.map { $0.learner.lmsUserID.map(String.init) ?? "null" }.joined(separator: ",") + "]"
    let cursor = try StoredRow.fetchCursor(statement, arguments: [ids])
    while let row = try cursor.next() {
      let id = try row.integer(5)
      try rows[row.count(0)].certificates.append(
        CertificateRow(
          id: id,
          courseRun: row.text(1),
          status: CertificateStatus(rawValue: row.text(2)),
          mode: CourseMode(rawValue: row.text(3)),
          grade: "",
          modified: row.timeText(6) ?? "",
          dateOverride: row.timeText(4),
          isInvalidated: !invalidated.isEmpty && invalidated.contains(id)
        )
      )
    }
  }
}
