import DatabaseFile
import GRDB
import OpenEdX

extension LMSSeed {
  /// Writes all rows in one transaction.
  ///
  /// - Throws: `DatabaseFileError`, for a row that collides with one that is there as well; nothing is then written.
  package func write(to database: LMSDatabase) throws {
    try database.transaction { transaction in
      let db = transaction.db
      for user in users { try write(user, db) }
      for overview in overviews { try write(overview, db, now: transaction.now) }
      for mode in modes {
        try db.cachedStatement(sql: "INSERT INTO course_modes_coursemode (course_id, mode_slug) VALUES (?, ?)")
          .execute(arguments: [mode.courseRunKey, mode.slug.rawValue])
      }
      for certificate in certificates { try write(certificate, db) }
      for grade in grades { try write(grade, db) }
      for config in apiConfigs {
        try db.cachedStatement(
          sql: """
            INSERT INTO credentials_credentialsapiconfig (change_date, enabled, enable_learner_issuance)
            VALUES (?, ?, ?)
            """
        ).execute(arguments: [config.changeDate.databaseText, config.enabled, config.enableLearnerIssuance])
      }
      for site in sites { try write(site, db) }
    }
  }

  private func write(_ user: User, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO auth_user (id, username, email, password) VALUES (?, ?, ?, '!')"
    ).execute(arguments: [user.id, user.username, user.email])
    guard let name = user.name else { return }
    try db.cachedStatement(sql: "INSERT INTO auth_userprofile (user_id, name) VALUES (?, ?)")
      .execute(arguments: [user.id, name])
  }

  private func write(_ overview: Overview, _ db: Database, now: UTCTime) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO course_overviews_courseoverview
          (created, modified, version, id, _location, org, display_name, self_paced, "end",
           certificates_display_behavior, certificate_available_date)
        VALUES (?, ?, 19, ?, '', ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        now.databaseText, now.databaseText, overview.courseRunKey, overview.org, overview.displayName,
        overview.selfPaced, overview.end?.databaseText, overview.displayBehavior, overview.availableDate?.databaseText,
      ]
    )
  }

  private func write(_ certificate: Certificate, _ db: Database) throws {
    let time = certificate.modified.databaseText
    let values = certificate.values
    try db.cachedStatement(
      sql: """
        INSERT INTO certificates_generatedcertificate
          (user_id, course_id, verify_uuid, status, mode, grade, created_date, modified_date)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        certificate.userID, certificate.courseRunKey, certificate.verifyUUID, values.status.rawValue,
        values.mode.rawValue, values.grade, time, time,
      ]
    )
    guard let date = certificate.dateOverride else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO certificates_certificatedateoverride
          (created, modified, date, reason, generated_certificate_id, overridden_by_id)
        VALUES (?, ?, ?, '', ?, ?)
        """
    ).execute(arguments: [time, time, date.databaseText, db.lastInsertedRowID, certificate.userID])
  }

  private func write(_ grade: Grade, _ db: Database) throws {
    let time = grade.modified.databaseText
    try db.cachedStatement(
      sql: """
        INSERT INTO grades_persistentcoursegrade
          (created, modified, user_id, course_id, percent_grade, letter_grade, passed_timestamp)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        time, time, grade.userID, grade.courseRunKey, grade.percent, grade.letter, grade.letter.isEmpty ? nil : time,
      ]
    )
  }

  private func write(_ site: Site, _ db: Database) throws {
    try db.execute(sql: "INSERT INTO django_site (domain, name) VALUES (?, ?)", arguments: [site.domain, site.domain])
    try db.execute(
      sql: "INSERT INTO site_configuration_siteconfiguration (enabled, site_values, site_id) VALUES (?, ?, ?)",
      arguments: [site.enabled, site.values, db.lastInsertedRowID]
    )
  }
}
