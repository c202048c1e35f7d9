import DatabaseFile
import GRDB
import OpenEdX

/// What the database holds of one learner's award of one course run.
package struct StoredCredential: Sendable, Hashable {
  /// The learner as stored, which may differ in case from the name that was asked for.
  package let username: String
  /// The award's identity, hyphened.
  package let uuid: String
  /// Nil when the column holds another word than the service writes.
  package let status: CredentialStatus?
  /// The date override, with microseconds.
  package let dateOverride: UTCTime?
  /// When the last post for it came; nil when the column holds no time.
  package let modified: UTCTime?
}

extension CredentialsDatabase {
  /// The learner's award of a run, found without case; nil when there is none.
  ///
  /// A row of exactly that name is preferred, then one whose configuration has the run of the catalog.
  ///
  /// - Throws: `DatabaseFileError`.
  package func credential(
    username: String,
    courseRunKey: String
  ) async throws(DatabaseFileError) -> StoredCredential? {
    do {
      return try await file.reader.read { db in try Self.credential(username, courseRunKey, in: db) }
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    } catch {
      throw DatabaseFileError(.sqlite, path: file.path, reason: "\(error)", remedy: "Try again.")
    }
  }

  private static func credential(
    _ username: String,
    _ courseRunKey: String,
    in db: Database
  ) throws -> StoredCredential? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT u.username, u.uuid, u.status, d.date, u.modified
        FROM credentials_coursecertificate c
        JOIN credentials_usercredential u ON u.credential_id = c.id AND u.username = ?1 COLLATE NOCASE
        JOIN django_content_type t ON t.id = u.credential_content_type_id
          AND t.app_label = 'credentials' AND t.model = 'coursecertificate'
        LEFT JOIN credentials_usercredentialdateoverride d ON d.user_credential_id = u.id
        WHERE c.course_id = ?2 COLLATE NOCASE
        ORDER BY u.username = ?1 DESC, c.course_run_id IS NULL, u.id LIMIT 1
        """
    )
    return try StoredRow.fetchOne(statement, arguments: [username, courseRunKey]).map { row in
      try StoredCredential(
        username: row.text(0),
        uuid: row.programUUID(1)?.dashed ?? "",
        status: CredentialStatus(rawValue: row.text(2)),
        dateOverride: row.time(3),
        modified: row.time(4)
      )
    }
  }
}
