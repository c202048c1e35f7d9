import DatabaseFile
import GRDB
import OpenEdX

/// One row of `records_usergrade` after a post.
struct GradeRow {
  let id: Int64
  let letterGrade: String
  let verified: Bool
  let lastUpdated: String?
  let created: String
  let modified: String

  /// Finds the grade by (username, run) without case and sets what was posted, the username's spelling included; what
  /// was not posted stays.
  static func upsert(
    _ request: GradeRequest,
    percent: PercentGrade,
    courseRun: Int64,
    at time: UTCTime,
    in db: Database
  ) throws -> GradeRow {
    let find = try db.cachedStatement(
      sql: """
        SELECT id, letter_grade, verified, lms_last_updated_at, created FROM records_usergrade
        WHERE username = ?1 COLLATE NOCASE AND course_run_id = ?2
        ORDER BY username = ?1 DESC, id LIMIT 1
        """
    )
    let old = try StoredRow.fetchOne(find, arguments: [request.username, courseRun])
    let now = time.databaseText
    let row = try GradeRow(
      id: old?.integer(0) ?? 0,
      letterGrade: request.letterGrade ?? old?.text(1) ?? "",
      verified: request.verified ?? old?.flag(2) ?? true,
      lastUpdated: request.setsLastUpdated ? request.lastUpdated?.databaseText : old?.timeText(3),
      created: old?.timeText(4) ?? now,
      modified: now
    )
    if old == nil {
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO records_usergrade
            (created, modified, username, course_run_id, letter_grade, percent_grade, verified, lms_last_updated_at)
          VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
          """
      )
      try insert.execute(
        arguments: [
          now, request.username, courseRun, row.letterGrade, percent.number, row.verified, row.lastUpdated,
        ]
      )
      return row.identified(db.lastInsertedRowID)
    }
    let update = try db.cachedStatement(
      sql: """
        UPDATE records_usergrade
        SET modified = ?, username = ?, letter_grade = ?, percent_grade = ?, verified = ?, lms_last_updated_at = ?
        WHERE id = ?
        """
    )
    try update.execute(
      arguments: [now, request.username, row.letterGrade, percent.number, row.verified, row.lastUpdated, row.id]
    )
    return row
  }

  private func identified(_ id: Int64) -> GradeRow {
    GradeRow(
      id: id,
      letterGrade: letterGrade,
      verified: verified,
      lastUpdated: lastUpdated,
      created: created,
      modified: modified
    )
  }
}
