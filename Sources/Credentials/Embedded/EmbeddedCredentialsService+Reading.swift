import GRDB
import OpenEdX

extension EmbeddedCredentialsService: CredentialsReading {
  /// Every credential of the learner that the database holds, matched without case; see ``CredentialsReading``.
  package func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
    let types = contentTypes
    do {
      return try await pool.read { db in
        try Row.fetchAll(
          db.cachedStatement(sql: Self.credentialsOfLearner),
          arguments: [username, types.courseCertificate, types.programCertificate]
        ).compactMap(ListedCredential.init(stored:))
      }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }

  private static let credentialsOfLearner = """
    SELECT u.uuid, u.username, u.status, u.created, u.modified, d.date, c.course_id, c.certificate_type, p.program_uuid
    FROM credentials_usercredential u
    LEFT JOIN credentials_usercredentialdateoverride d ON d.user_credential_id = u.id
    LEFT JOIN credentials_coursecertificate c ON c.id = u.credential_id AND u.credential_content_type_id = ?2
    LEFT JOIN credentials_programcertificate p ON p.id = u.credential_id AND u.credential_content_type_id = ?3
    WHERE u.username = ?1 COLLATE NOCASE ORDER BY u.id
    """
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
  /// Reads a row of the database; nil when it holds words or times that the service does not write.
  fileprivate init?(stored row: Row) {
    guard let status = CredentialStatus(rawValue: row[2]), let created = UTCTime(row[3] as String),
      let modified = UTCTime(row[4] as String)
    else { return nil }
    let subject: Subject
    if let key: String = row[6] {
      subject = .courseRun(key: key, mode: row[7] ?? "")
    } else if let uuid = (row[8] as String?).flatMap({ ProgramUUID($0) }) {
      subject = .program(uuid)
    } else {
      return nil
    }
    self.init(
      uuid: UUIDText.dashed(row[0]),
      username: row[1],
      subject: subject,
      status: status,
      dateOverride: (row[5] as String?).flatMap { UTCTime($0) },
      created: created,
      modified: modified
    )
  }
}
