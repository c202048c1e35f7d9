import GRDB
import OpenEdX

extension RecordReader {
  /// A learner's rows as the service's queries for their own pages find them: by the name alone, compared as the
  /// file's columns compare.
  func pageRows(_ username: String) throws -> CredentialsRows {
    var rows = CredentialsRows()
    let cursor = try Row.fetchCursor(db, sql: Self.credentialsSQL, arguments: [try Self.json([username])])
    while let row = try cursor.next() {
      let type = row.integer(9)
      if type == courseContentType {
        rows.courses.append(Self.credential(row, username: row.text(2)))
      } else if type == programContentType {
        rows.programs.append(Self.credential(row, username: row.text(2)))
      }
    }
    rows.courses.sort { $0.configurationID < $1.configurationID }
    return rows
  }

  /// The learner's verified grades, by the id of the run, the order of the index that the service reads by.
  func pageGrades(_ username: String) throws -> [CredentialsRows.Grade] {
    let cursor = try Row.fetchCursor(
      db,
      sql: """
        SELECT course_run_id, letter_grade, percent_grade, modified FROM credentials.records_usergrade
        WHERE username = ? AND verified ORDER BY course_run_id
        """,
      arguments: [username]
    )
    var grades: [CredentialsRows.Grade] = []
    while let row = try cursor.next() {
      grades.append(
        CredentialsRows.Grade(
          runID: row.integer(0),
          letter: row.text(1),
          // A decimal with four places, which SQLite keeps as a double.
          percent: (row.real(2) * 10_000).rounded() / 10_000,
          modified: row.time(3)
        )
      )
    }
    return grades
  }
}
