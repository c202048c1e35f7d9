import DatabaseFile
import GRDB
import OpenEdX

extension EmbeddedCredentialsService: CredentialsReading {
  /// Every credential of the learner that the database holds, matched without case; see ``CredentialsReading``.
  package func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
    let types = contentTypes
    do {
      return try await pool.read { db in try ListedCredential.fetchAll(username, types, db) }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }

  /// The run's configuration, the one that counts of several: active before inactive, linked before unlinked.
  package func courseCertificate(
    courseRunKey: String
  ) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    do {
      return try await pool.read { db in
        let row = try StoredRow.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT certificate_type, is_active, certificate_available_date FROM credentials_coursecertificate
              WHERE course_id = ? COLLATE NOCASE ORDER BY is_active DESC, course_run_id IS NULL, id LIMIT 1
              """
          ),
          arguments: [courseRunKey]
        )
        return try row.map { row in
          StoredCourseCertificate(
            mode: CourseMode(rawValue: try row.text(0)),
            isActive: try row.flag(1),
            availableDate: try row.time(2)
          )
        }
      }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }
}

extension EmbeddedCredentialsService: CatalogReading {
  /// The programs of the catalog; see ``ProgramCatalog``.
  package func programs(
    containing courseRunKeys: [String]
  ) async throws(CredentialsTransportError) -> [ProgramOutline] {
    do {
      return try await pool.read { db in try ProgramCatalog.programs(containing: courseRunKeys, in: db) }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }
}

extension ListedCredential {
  /// Reads every credential of the learner, matched without case.
  static func fetchAll(_ username: String, _ types: AwardContentTypes, _ db: Database) throws -> [ListedCredential] {
    try StoredRow.fetchAll(
      db.cachedStatement(sql: ofLearner),
      arguments: [username, types.courseCertificate, types.programCertificate]
    ).compactMap { try ListedCredential(stored: $0) }
  }

  private static let ofLearner = """
    SELECT u.uuid, u.username, u.status, u.created, u.modified, d.date, c.course_id, c.certificate_type, p.program_uuid
    FROM credentials_usercredential u
    LEFT JOIN credentials_usercredentialdateoverride d ON d.user_credential_id = u.id
    LEFT JOIN credentials_coursecertificate c ON c.id = u.credential_id AND u.credential_content_type_id = ?2
    LEFT JOIN credentials_programcertificate p ON p.id = u.credential_id AND u.credential_content_type_id = ?3
    WHERE u.username = ?1 COLLATE NOCASE ORDER BY u.id
    """

  /// Reads a row of the database; nil when it holds a status or lacks times that the service does not write.
  fileprivate init?(stored row: StoredRow) throws {
    guard let status = CredentialStatus(rawValue: try row.text(2)), let created = try row.time(3),
      let modified = try row.time(4)
    else { return nil }
    let subject: Subject
    if let key = try row.textOrNil(6) {
      subject = .courseRun(key: key, mode: try row.text(7))
    } else if let uuid = try row.programUUID(8) {
      subject = .program(uuid)
    } else {
      return nil
    }
    try self.init(
      uuid: row.programUUID(0)?.dashed ?? "",
      username: row.text(1),
      subject: subject,
      status: status,
      dateOverride: row.time(5),
      created: created,
      modified: modified
    )
  }
}
