import DatabaseFile
import GRDB
import OpenEdX

/// Cuts a walk over all learners into parts.
///
/// Reading a million rows by their names would visit the table once a row. What is asked of nearly all of them is in
/// the indexes: that there is an award, that there is a grade. The exceptions (revoked, dated, unverified) and what the
/// LMS perhaps owes are few; one pass over each table finds them, and SQLite sorts them outside memory. (To have them in
/// order, SQLite would go through the index of names and visit each row of the table, if it were not told otherwise.)
struct SweepSource {
  let names: LearnerNames
  private let reader: RecordReader
  private let users: StoredRows
  private var next: Learner?
  private var isFirst = true
  private var oddAwards: SortedRows
  private var oddGrades: SortedRows
  private var passed: SortedRows?
  private var exceptions: SortedRows?

  init(_ reader: RecordReader, _ names: LearnerNames) throws {
    self.reader = reader
    self.names = names
    let db = reader.db
    oddAwards = try SortedRows(
      db,
      """
      SELECT c.username, c.credential_content_type_id, c.credential_id, c.status, o.date
      FROM credentials.credentials_usercredential c NOT INDEXED
      LEFT JOIN credentials.credentials_usercredentialdateoverride o ON o.user_credential_id = c.id
      WHERE c.status <> 'awarded'
      UNION ALL
      SELECT c.username, c.credential_content_type_id, c.credential_id, c.status, o.date
      FROM credentials.credentials_usercredentialdateoverride o
      CROSS JOIN credentials.credentials_usercredential c ON c.id = o.user_credential_id
      WHERE c.status = 'awarded'
      ORDER BY 1 COLLATE BINARY
      """
    )
    oddGrades = try SortedRows(
      db,
      """
      SELECT username, course_run_id, verified FROM credentials.records_usergrade NOT INDEXED
      WHERE verified IS NOT 1
      ORDER BY username COLLATE BINARY
      """
    )
    if reader.owedTables.hasGrades {
      let sql = OwedTables.uncertifiedSQL("u.username", from: "main.grades_persistentcoursegrade g")
      passed = try SortedRows(db, sql + " ORDER BY u.username COLLATE BINARY")
    }
    if reader.owedTables.hasExceptions {
      exceptions = try SortedRows(
        db,
        """
        SELECT u.username, a.course_id, a.allowlist FROM main.certificates_certificateallowlist a
        CROSS JOIN main.auth_user u ON u.id = a.user_id WHERE a.allowlist IS NOT 0
        ORDER BY u.username COLLATE BINARY
        """
      )
    }
    users = try StoredRow.fetchCursor(
      db,
      sql: "SELECT id, username FROM main.auth_user ORDER BY username COLLATE BINARY"
    )
    next = try nextLearner()
  }

  /// The next part; nil behind the last. There is one at least.
  mutating func part() throws -> SweepPart? {
    guard isFirst || next != nil else { return nil }
    let from = isFirst ? nil : next?.username
    isFirst = false
    var learners: [Learner] = []
    learners.reserveCapacity(reader.partSize)
    while let learner = next, learners.count < reader.partSize {
      learners.append(learner)
      next = try nextLearner()
    }
    let to = next?.username
    return try SweepPart(
      learners: learners,
      from: from,
      to: to,
      oddAwards: takeOddAwards(before: to),
      oddGrades: takeOddGrades(before: to),
      passed: takePassed(before: to),
      exceptions: takeExceptions(before: to)
    )
  }

  private func nextLearner() throws -> Learner? {
    try users.next().map { row in try names.learner(lmsUserID: row.integer(0), username: row.text(1)) }
  }

  private mutating func takeOddAwards(before end: String?) throws -> [SweepPart.OddAward] {
    try oddAwards.take(before: end) { row, name in
      try SweepPart.OddAward(
        name: name,
        type: row.integer(1),
        configurationID: row.integer(2),
        status: row.text(3),
        dateOverride: row.timeText(4)
      )
    }
  }

  private mutating func takeOddGrades(before end: String?) throws -> [SweepPart.OddGrade] {
    try oddGrades.take(before: end) { row, name in
      try SweepPart.OddGrade(name: name, runID: row.integer(1), isVerified: row.flag(2))
    }
  }

  private mutating func takePassed(before end: String?) throws -> [SweepPart.Owed] {
    let reader = reader
    return try passed?.take(before: end) { row, name in
      try PassedRun(row, reader).map { SweepPart.Owed(name: name, courseRun: $0.courseRun, passedMode: $0.mode) }
    } ?? []
  }

  private mutating func takeExceptions(before end: String?) throws -> [SweepPart.Owed] {
    try exceptions?.take(before: end) { row, name in
      try row.flag(2) ? SweepPart.Owed(name: name, courseRun: row.text(1), passedMode: nil) : nil
    } ?? []
  }
}
