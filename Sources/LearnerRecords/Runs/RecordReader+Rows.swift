import DatabaseFile
import Foundation
import GRDB
import OpenEdX

extension RecordReader {
  /// The rows of some learners, with one query a table: the queries carry the learners' places as a JSON list.
  func rows(of learners: [Learner]) throws -> [LearnerRows] {
    var result = learners.map { LearnerRows(learner: $0) }
    try loadCertificates(learners, into: &result)
    try loadOwed(learners, into: &result)
    if hasCourseGrades { try loadCourseGrades(learners, into: &result) }
    // A learner may have several names in Credentials.
    let names = learners.enumerated().flatMap { place, learner in learner.credentialNames.map { (place, $0) } }
    try loadCredentials(names, \.credentials, into: &result)
    try loadGrades(names, into: &result)
    let former = learners.enumerated().flatMap { place, learner in learner.formerNames.map { (place, $0) } }
    if !former.isEmpty { try loadCredentials(former, \.former, into: &result) }
    return result
  }

  private func loadCertificates(_ learners: [Learner], into result: inout [LearnerRows]) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, g.id, g.course_id, g.status, g.mode, g.grade, g.modified_date, o.date, \(overrideTime)
        FROM json_each(?) j
        CROSS JOIN main.certificates_generatedcertificate g ON g.user_id = j.value
        LEFT JOIN main.certificates_certificatedateoverride o ON o.generated_certificate_id = g.id
        """
    )
    let rows = try StoredRow.fetchCursor(statement, arguments: [Self.ids(learners)])
    while let row = try rows.next() {
      let (place, id) = (try row.count(0), try row.integer(1))
      if let last = result[place].certificates.indices.last, result[place].certificates[last].id == id {
        let first = result[place].certificates[last].dateOverride
        result[place].certificates[last].dateOverride = try CertificateRow.earlier(first, row.timeText(7))
        if try isTooNew(row, 8) { result[place].certificates[last].isTooNew = true }
        continue
      }
      try result[place].certificates.append(
        CertificateRow(
          id: id,
          run: run(row, 2),
          status: CertificateStatus(rawValue: row.text(3)),
          mode: CourseMode(rawValue: row.text(4)),
          grade: row.text(5),
          modified: row.timeText(6) ?? "",
          month: row.time(6).flatMap { Month($0) },
          dateOverride: row.timeText(7),
          isTooNew: isTooNew(row, 6, 8)
        )
      )
    }
    // Of two spellings of a run the first takes the credential: the order must not hang on the database's indexes.
    for learner in result where learner.certificates.count > 1 {
      learner.certificates.sort { CodePoints.precedes($0.courseRun, $1.courseRun) }
    }
  }

  /// Reads the credentials of some learners in full, of which only a part was read before.
  ///
  /// - Parameter places: where these learners stand in `rows`.
  func reloadCredentials(of places: [Int], in rows: inout [LearnerRows]) throws {
    for place in places {
      rows[place].credentials.courses = []
      rows[place].credentials.programs = []
    }
    let names = places.flatMap { place in rows[place].learner.credentialNames.map { (place, $0) } }
    try loadCredentials(names, \.credentials, into: &rows)
  }

  private func loadCourseGrades(_ learners: [Learner], into result: inout [LearnerRows]) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, g.course_id, g.letter_grade, g.percent_grade, g.modified
        FROM json_each(?) j CROSS JOIN main.grades_persistentcoursegrade g ON g.user_id = j.value
        """
    )
    let rows = try StoredRow.fetchCursor(statement, arguments: [Self.ids(learners)])
    while let row = try rows.next() {
      result[try row.count(0)].courseGrades[ExactText(try row.text(1))] = SendGrade.Grade(
        letter: try row.text(2),
        percent: try row.grade(3),
        modified: try row.time(4)
      )
    }
  }

  private func loadCredentials(
    _ names: [(place: Int, name: String)],
    _ side: ReferenceWritableKeyPath<LearnerRows, CredentialsRows>,
    into result: inout [LearnerRows]
  ) throws {
    let list = try Self.json(names.map(\.name))
    // The column may compare without case; another spelling is another alias or another learner.
    let statement = try db.cachedStatement(sql: credentialsSQL + " WHERE c.username = j.value COLLATE BINARY")
    let rows = try StoredRow.fetchCursor(statement, arguments: [list])
    while let row = try rows.next() {
      let (place, name) = names[try row.count(0)]
      var credential = try Self.credential(row, username: name)
      credential.isTooNew = try isTooNew(row, 6, 10)
      let type = try row.integer(9)
      if type == courseContentType {
        result[place][keyPath: side].courses.append(credential)
      } else if type == programContentType {
        result[place][keyPath: side].programs.append(credential)
      }
    }
    for (place, _) in names where result[place][keyPath: side].courses.count > 1 {
      result[place][keyPath: side].courses.sort { $0.configurationID < $1.configurationID }
    }
  }

  private func loadGrades(
    _ names: [(place: Int, name: String)],
    into result: inout [LearnerRows]
  ) throws {
    let list = try Self.json(names.map(\.name))
    let statement = try db.cachedStatement(
      sql: """
        SELECT j.key, g.course_run_id, g.verified, g.letter_grade, g.percent_grade,
          \(hasGradeTimes ? "g.lms_last_updated_at" : "NULL"), g.modified
        FROM json_each(?) j CROSS JOIN credentials.records_usergrade g ON g.username = j.value
        WHERE g.username = j.value COLLATE BINARY
        """
    )
    let rows = try StoredRow.fetchCursor(statement, arguments: [list])
    while let row = try rows.next() {
      let (place, run) = (names[try row.count(0)].place, try row.integer(1))
      if try isTooNew(row, 6) { result[place].credentials.newGradeRunIDs.insert(run) }
      guard try row.flag(2) else { continue }
      result[place].credentials.gradedRunIDs.append(run)
      result[place].credentials.storedGrades[run] = StoredGrade(
        letter: try row.text(3),
        percent: try row.grade(4),
        lmsLastUpdated: try row.time(5)
      )
    }
  }

  /// The name is compared as the file's column compares, so that its index serves.
  var credentialsSQL: String {
    """
    SELECT j.key, c.id, c.username, c.status, c.uuid, c.created, c.modified, c.credential_id, o.date,
      c.credential_content_type_id, \(overrideTime)
    FROM json_each(?) j
    CROSS JOIN credentials.credentials_usercredential c ON c.username = j.value
    LEFT JOIN credentials.credentials_usercredentialdateoverride o ON o.user_credential_id = c.id
    """
  }

  /// When a date override changed; asked only where it matters, as not every file has the column.
  private var overrideTime: String { judgeableUntil == nil ? "NULL" : "o.modified" }

  /// Whether one of a row's times lies after the moment up to which both databases are known.
  private func isTooNew(_ row: StoredRow, _ columns: Int...) throws -> Bool {
    guard let judgeableUntil else { return false }
    return try columns.contains { try row.time($0).map { $0 > judgeableUntil } ?? false }
  }

  static func credential(_ row: StoredRow, username: String) throws -> CredentialsRows.Credential {
    try CredentialsRows.Credential(
      id: row.integer(1),
      username: username,
      status: row.text(3),
      configurationID: row.integer(7),
      dateOverride: row.timeText(8),
      details: CredentialsRows.Credential.Details(
        uuid: row.uuidDigits(4) ?? "",
        created: row.timeText(5) ?? "",
        modified: row.timeText(6) ?? ""
      )
    )
  }

  static func json(_ texts: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
  }

  /// The learners' ids in the LMS as a JSON list, in their order.
  static func ids(_ learners: [Learner]) -> String {
    "[" + learners.map { $0.lmsUserID.map(String.init) ?? "null" }.joined(separator: ",") + "]"
  }

  static func json(_ ids: [Int64]) -> String { "[" + ids.map(String.init).joined(separator: ",") + "]" }
}
