import DatabaseFile
import GRDB
import OpenEdX

/// The ids of Credentials' content types, which differ from site to site.
struct GeneratedTypes {
  let course: Int64
  let program: Int64

  init(_ db: Database) throws {
    func id(_ model: String) throws -> Int64 {
      let sql = "SELECT id FROM django_content_type WHERE model = ?"
      guard let found = try StoredRow.fetchOne(db, sql: sql, arguments: [model])?.integer(0) else {
        throw BenchError("The schema has no content type “\(model)”.")
      }
      return found
    }
    course = try id("coursecertificate")
    program = try id("programcertificate")
  }
}

extension GeneratedLearner {
  private static let credentialSQL = """
    INSERT INTO credentials_usercredential
      (created, modified, username, status, uuid, credential_content_type_id, credential_id)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """

  /// Writes the learner's rows in Credentials.
  func writeCredentials(_ db: Database, _ types: GeneratedTypes) throws {
    let name = credentialsUsername
    var random = random
    if hasAccount {
      try db.insert(
        """
        INSERT INTO core_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
          date_joined, lms_user_id, full_name) VALUES (?, '!', 0, ?, '', '', ?, 0, 1, ?, ?, ?)
        """,
        [id, name, "\(username)@example.org", GeneratedCatalog.time.databaseText, id, fullName]
      )
    }
    for run in runs {
      let time = run.modified.databaseText
      if let status = run.credential {
        try db.insert(
          Self.credentialSQL,
          [time, time, name, status, random.uuidHex(), types.course, catalog.runID(run)]
        )
        if let date = run.credentialOverride {
          try db.insert(
            """
            INSERT INTO credentials_usercredentialdateoverride (created, modified, user_credential_id, date)
            VALUES (?, ?, last_insert_rowid(), ?)
            """,
            [time, time, date.databaseText]
          )
        }
      }
      if run.hasGrade {
        try db.insert(
          """
          INSERT INTO records_usergrade (created, modified, letter_grade, percent_grade, course_run_id, username,
            verified, lms_last_updated_at) VALUES (?, ?, 'Pass', ?, ?, ?, 1, ?)
          """,
          [time, time, run.percent, catalog.runID(run), name, time]
        )
      }
    }
    if let program = awardedProgram, let last = runs.map(\.modified).max() {
      let time = last.databaseText
      let values: [(any DatabaseValueConvertible)?] = [
        time, time, name, "awarded", random.uuidHex(), types.program, Int64(program + 1),
      ]
      try db.insert(Self.credentialSQL, values)
    }
  }
}
