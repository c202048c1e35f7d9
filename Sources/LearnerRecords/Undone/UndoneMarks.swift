import DatabaseFile
import GRDB
import OpenEdX

/// The rows that an operator has undone, and that nothing posts again unasked.
///
/// A mark holds until the LMS saves the certificate of its run again; for a program, any certificate of the learner.
package struct UndoneMarks: Sendable {
  private struct Row: Hashable {
    let username: ExactText
    let subject: ExactText
  }

  private var rows: [Row: UTCTime] = [:]

  /// No marks: what was undone is posted like all else.
  package static let none = UndoneMarks()

  /// When a learner's course credential was undone; nil when it was not, or the certificate has changed since.
  package func undone(_ username: String, courseRun: String) -> UTCTime? { undone(username, courseRun) }

  /// The same of a program.
  package func undone(_ username: String, program: ProgramUUID) -> UTCTime? { undone(username, program.hex) }

  private func undone(_ username: String, _ subject: String) -> UTCTime? {
    guard !rows.isEmpty else { return nil }
    return rows[Row(username: ExactText(username), subject: ExactText(subject))]
  }

  /// When the LMS saved last what stands behind a row, as SQL of `lms.sqlite`; null without a certificate.
  ///
  /// - Parameters:
  ///   - username: the SQL of the learner's name.
  ///   - courseRun: the SQL of the run's key, whose value is null for a program.
  package static func certificate(of username: String, in courseRun: String) -> String {
    """
    (SELECT max(c.modified_date) FROM auth_user u JOIN certificates_generatedcertificate c ON c.user_id = u.id
     WHERE u.username = \(username) AND (\(courseRun) IS NULL OR c.course_id = \(courseRun)))
    """
  }
}

extension RecordReader {
  /// The rows that were undone and whose certificates are as they were then.
  ///
  /// - Throws: what the LMS's database reports.
  package func undoneMarks() throws -> UndoneMarks {
    var marks = UndoneMarks()
    guard try db.tableExists("sync_undone", in: "main") else { return marks }
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT username, coalesce(course_run_key, program), undone FROM main.sync_undone AS mark
        WHERE is_mark = 1 AND certificate IS \(UndoneMarks.certificate(of: "mark.username", in: "mark.course_run_key"))
        """
    )
    while let row = try rows.next() {
      guard let time = UTCTime(stored: try row.integer(2)) else { continue }
      try marks.add(row.text(0), row.text(1), time)
    }
    return marks
  }
}

extension UndoneMarks {
  fileprivate mutating func add(_ username: String, _ subject: String, _ time: UTCTime) {
    rows[Row(username: ExactText(username), subject: ExactText(subject))] = time
  }
}
