import GRDB
import OpenEdX

extension GeneratedLearner {
  /// Writes the learner's rows in the LMS.
  func writeLMS(_ db: Database) throws {
    try db.insert(
      "INSERT INTO auth_user (id, username, email, password) VALUES (?, ?, ?, '!')",
      [id, username, "\(username)@example.org"]
    )
    try db.insert("INSERT INTO auth_userprofile (user_id, name) VALUES (?, ?)", [id, fullName])
    var random = random
    for run in runs where run.hasCertificate {
      let time = run.modified.databaseText
      try db.insert(
        """
        INSERT INTO certificates_generatedcertificate
          (user_id, course_id, verify_uuid, status, mode, grade, created_date, modified_date)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [id, run.key, random.uuidHex(), run.status, run.mode, "\(run.percent)", time, time]
      )
      if let date = run.lmsOverride {
        try db.insert(
          """
          INSERT INTO certificates_certificatedateoverride
            (created, modified, date, reason, generated_certificate_id, overridden_by_id)
          VALUES (?, ?, ?, '', last_insert_rowid(), ?)
          """,
          [time, time, date.databaseText, id]
        )
      }
      try db.insert(
        """
        INSERT INTO grades_persistentcoursegrade
          (created, modified, user_id, course_id, percent_grade, letter_grade, passed_timestamp)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [time, time, id, run.key, run.percent, run.isPassing ? "Pass" : "", run.isPassing ? time : nil]
      )
    }
  }
}
