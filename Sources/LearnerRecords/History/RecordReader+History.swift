import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// What both databases tell of a learner's past. Tables that a copy may lack (enrolments, grades and histories of the
  /// LMS) are left out where they are missing.
  ///
  /// - Parameters:
  ///   - username: a name of either database, spelled exactly or else without case.
  ///   - more: events of other sources, such as the queue and the journal.
  ///   - courseRun: the run to which the history is limited; nil for all.
  /// - Returns: nil when nobody knows the name.
  /// - Throws: what the databases report.
  package func history(
    username: String,
    with more: [HistoryEvent] = [],
    courseRun: String? = nil
  ) throws -> LearnerHistory? {
    guard let learner = try learner(named: username), let person = try people([learner]).first,
      let rows = try rows(of: [learner]).first
    else { return nil }
    let events = try lmsEvents(learner) + more + credentialEvents(rows)
    return LearnerHistory(person: person, events: events, standings: standings(rows), courseRun: courseRun)
  }

  /// The names under which other sources know a learner, by a name of either database; nil when nobody knows it.
  package func namesInHistory(of username: String) throws -> [String]? {
    try learner(named: username).map { learner in
      [learner.username] + learner.credentialNames.filter { !CodePoints.equal($0, learner.username) }
    }
  }

  private func lmsEvents(_ learner: Learner) throws -> [HistoryEvent] {
    guard let id = learner.lmsUserID else { return [] }
    return try enrolments(id) + grades(id) + certificates(id) + dateOverrides(id)
  }

  private func enrolments(_ id: Int64) throws -> [HistoryEvent] {
    try events(
      "student_courseenrollment",
      "SELECT created, course_id, mode, is_active FROM main.student_courseenrollment WHERE user_id = ?",
      id
    ) { row in
      let left = try row.flag(3) ? "" : "; not enrolled any more"
      return try (row.time(0), row.text(1), "Enrolled, mode \(row.text(2))\(left)")
    }
  }

  private func grades(_ id: Int64) throws -> [HistoryEvent] {
    try events(
      "grades_persistentcoursegrade",
      """
      SELECT passed_timestamp, course_id, percent_grade, letter_grade
      FROM main.grades_persistentcoursegrade WHERE user_id = ? AND passed_timestamp IS NOT NULL
      """,
      id
    ) { row in
      let letter = try row.text(3)
      let grade = try LearnerRecordPage.percentText(row.grade(2)) + (letter.isEmpty ? "" : " (\(letter))")
      return try (row.time(0), row.text(1), "Passed the course, grade now \(grade)")
    }
  }

  /// Each state of each certificate; of one without a history, the state that it has.
  private func certificates(_ id: Int64) throws -> [HistoryEvent] {
    var known: Set<Int64> = []
    var last: [Int64: String] = [:]
    var result = try events(
      "certificates_historicalgeneratedcertificate",
      """
      SELECT history_date, course_id, id, history_type, status, mode, grade
      FROM main.certificates_historicalgeneratedcertificate WHERE user_id = ? ORDER BY history_id
      """,
      id
    ) { row in
      let (certificate, state) = (try row.integer(2), try Self.state(row, from: 4))
      known.insert(certificate)
      let before = last.updateValue(state, forKey: certificate)
      let text =
        switch try row.text(3) {
        case "+": "Certificate \(certificate) made: \(state)"
        case "-": "Certificate \(certificate) deleted"
        default:
          before == state
            ? "Certificate \(certificate) saved, unchanged: \(state)" : "Certificate \(certificate) changed: \(state)"
        }
      return try (row.time(0), row.text(1), text)
    }
    result += try events(
      "certificates_generatedcertificate",
      "SELECT modified_date, course_id, id, status, mode, grade FROM main.certificates_generatedcertificate WHERE user_id = ?",
      id
    ) { row in
      guard try !known.contains(row.integer(2)) else { return nil }
      return try (row.time(0), row.text(1), "Certificate \(row.integer(2)) changed last: \(Self.state(row, from: 3))")
    }
    return result
  }

  private static func state(_ row: StoredRow, from index: Int) throws -> String {
    let grade = try row.text(index + 2)
    return try "\(row.text(index)), mode \(row.text(index + 1))" + (grade.isEmpty ? "" : ", grade \(grade)")
  }

  private func dateOverrides(_ id: Int64) throws -> [HistoryEvent] {
    guard try hasColumns(["created", "reason"], in: "certificates_certificatedateoverride") else { return [] }
    return try events(
      "certificates_certificatedateoverride",
      """
      SELECT o.created, g.course_id, o.date, o.reason
      FROM main.certificates_generatedcertificate g
      JOIN main.certificates_certificatedateoverride o ON o.generated_certificate_id = g.id WHERE g.user_id = ?
      """,
      id
    ) { row in
      let reason = try row.text(3)
      let date = try row.time(2)?.dateText ?? ""
      return try (row.time(0), row.text(1), "Date override: \(date)" + (reason.isEmpty ? "" : " (\(reason))"))
    }
  }

  private func hasColumns(_ names: [String], in table: String) throws -> Bool {
    guard try db.tableExists(table, in: "main") else { return false }
    let known = try Set(db.columns(in: table, in: "main").map(\.name))
    return known.isSuperset(of: names)
  }

  /// The events of a table's rows; none where the copy lacks the table, and none for a row without a time.
  private func events(
    _ table: String,
    _ sql: String,
    _ id: Int64,
    _ event: (StoredRow) throws -> (time: UTCTime?, courseRun: String, text: String)?
  ) throws -> [HistoryEvent] {
    guard try db.tableExists(table, in: "main") else { return [] }
    return try StoredRow.fetchAll(db, sql: sql, arguments: [id]).compactMap { row in
      guard let found = try event(row), let time = found.time else { return nil }
      return HistoryEvent(time: time, source: .lms, courseRun: found.courseRun, text: found.text)
    }
  }
}
