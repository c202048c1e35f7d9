import DatabaseFile
import GRDB
import OpenEdX

extension LMSTransaction {
  /// Saves a learner's grade in a run and tells of it.
  ///
  /// The time of passing is set with the first passing grade and kept when the grade later fails
  /// (<doc:LMSDatabase#Grades>).
  ///
  /// - Parameters:
  ///   - percent: 0 to 1.
  ///   - letter: "" when the grade does not pass.
  /// - Throws: `LMSError` for an unknown user; `DatabaseError`; what a receiver throws.
  package func saveGrade(username: String, courseRunKey: CourseKey, percent: Double, letter: String) throws {
    let user = try requireUser(username)
    let stored = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          INSERT INTO grades_persistentcoursegrade
            (created, modified, user_id, course_id, percent_grade, letter_grade, passed_timestamp, course_version,
             grading_policy_hash)
          VALUES (?1, ?1, ?2, ?3, ?4, ?5, iif(?5 <> '', ?1, NULL), '', '')
          ON CONFLICT (course_id, user_id) DO UPDATE SET modified = excluded.modified,
            percent_grade = excluded.percent_grade, letter_grade = excluded.letter_grade,
            passed_timestamp = coalesce(passed_timestamp, excluded.passed_timestamp)
          RETURNING course_id
          """
      ),
      arguments: [now.databaseText, user.id, courseRunKey.stored, percent, letter]
    )?.text(0)
    // The row may spell the run in another case, and the task finds it by its own spelling only.
    try send(.gradeChanged(username: user.username, courseRunKey: stored ?? courseRunKey.stored))
  }
}
