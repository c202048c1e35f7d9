import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// A learner's rows as the service's queries for their own pages find them: by the name, in MySQL without case.
  func pageRows(_ username: String) throws -> CredentialsRows {
    var rows = CredentialsRows()
    let names = try pageNames(username)
    let cursor = try StoredRow.fetchCursor(db, sql: credentialsSQL, arguments: [try Self.json(names)])
    var met: Set<Int64> = []
    while let row = try cursor.next() {
      guard met.insert(try row.integer(1)).inserted else { continue }
      let type = try row.integer(9)
      if type == courseContentType {
        rows.courses.append(try Self.credential(row, username: row.text(2)))
      } else if type == programContentType {
        rows.programs.append(try Self.credential(row, username: row.text(2)))
      }
    }
    // The service asks for no order: MySQL gives that of the awards' own ids, SQLite that of their configurations.
    rows.courses.sort {
      nameRules.withoutCase ? $0.id < $1.id : ($0.configurationID, $0.id) < ($1.configurationID, $1.id)
    }
    return rows
  }

  /// The learner's verified grades, by the id of the run, the order of the index that the service reads by.
  func pageGrades(_ username: String) throws -> [CredentialsRows.Grade] {
    let cursor = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT g.id, g.course_run_id, g.letter_grade, g.percent_grade, g.modified, g.verified
        FROM json_each(?) j CROSS JOIN credentials.records_usergrade g ON g.username = j.value
        ORDER BY g.course_run_id, g.id
        """,
      arguments: [try Self.json(pageNames(username))]
    )
    var grades: [CredentialsRows.Grade] = []
    while let row = try cursor.next() {
      guard try row.flag(5) else { continue }
      try grades.append(
        CredentialsRows.Grade(
          runID: row.integer(1),
          letter: row.text(2),
          // A decimal with four places, which SQLite keeps as a double.
          percent: (row.grade(3) * 10_000).rounded() / 10_000,
          modified: row.time(4)
        )
      )
    }
    return grades
  }

  /// The spellings under which the service's database finds what is asked for by a name.
  ///
  /// A copy of a MySQL database need not compare its columns without case; then the spellings are looked for.
  private func pageNames(_ username: String) throws -> [String] {
    guard nameRules.withoutCase else { return [username] }
    var names: Set<ExactText> = [ExactText(username)]
    for table in LearnerNames.rowTables {
      names.formUnion(try SpellingSearch(db, table: table).spellings(of: [username]))
    }
    return names.sorted().map(\.text)
  }
}
