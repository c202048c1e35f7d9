import GRDB
import OpenEdX

extension EmbeddedCredentialsService {
  /// The programs for which the learner holds an awarded, visible program credential (<doc:CredentialsAPI#Visibility>).
  ///
  /// A program credential is visible from the latest date of the learner's course awards in the program, whatever their
  /// status: the configuration's available date, else when the award was made. Without any it never is.
  package func awardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    let now = clock()
    let types = contentTypes
    let rows: [(uuid: String, visible: [String])]
    do {
      rows = try await pool.read { db in try Self.programAwards(of: username, types: types, in: db) }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
    var result: Set<ProgramUUID> = []
    for row in rows {
      let dates = row.visible.compactMap { UTCTime($0) }
      if let latest = dates.max(), latest <= now, let uuid = ProgramUUID(row.uuid) { result.insert(uuid) }
    }
    return result
  }

  /// The programs for which the learner holds an awarded program credential, visible or not.
  package func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    let type = contentTypes.programCertificate
    do {
      let uuids = try await pool.read { db in
        try String.fetchAll(
          db,
          sql: """
            SELECT p.program_uuid FROM credentials_usercredential u
            JOIN credentials_programcertificate p ON p.id = u.credential_id
            WHERE u.username = ? COLLATE NOCASE AND u.credential_content_type_id = ? AND u.status = 'awarded'
            """,
          arguments: [username, type]
        )
      }
      return Set(uuids.compactMap { ProgramUUID($0) })
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }

  private static func programAwards(
    of username: String,
    types: AwardContentTypes,
    in db: Database
  ) throws -> [(uuid: String, visible: [String])] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT p.program_uuid, coalesce(c.certificate_available_date, a.created)
        FROM credentials_usercredential u
        JOIN credentials_programcertificate p ON p.id = u.credential_id
        JOIN catalog_program_course_runs pr ON pr.program_id = p.program_id
        JOIN credentials_coursecertificate c ON c.course_run_id = pr.courserun_id
        JOIN credentials_usercredential a
          ON a.credential_id = c.id AND a.credential_content_type_id = ?3 AND a.username = ?1 COLLATE NOCASE
        WHERE u.username = ?1 COLLATE NOCASE AND u.credential_content_type_id = ?2 AND u.status = 'awarded'
        """,
      arguments: [username, types.programCertificate, types.courseCertificate]
    )
    var dates: [String: [String]] = [:]
    for row in rows { dates[row[0], default: []].append(row[1]) }
    return dates.map { ($0.key, $0.value) }
  }
}
