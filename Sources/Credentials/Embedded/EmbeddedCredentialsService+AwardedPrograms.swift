import DatabaseFile
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
    let dates: [ProgramUUID: UTCTime]
    do {
      dates = try await pool.read { db in try Self.programAwards(of: username, types: types, in: db) }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
    return Set(dates.filter { $0.value <= now }.keys)
  }

  /// The programs for which the learner holds an awarded program credential, visible or not.
  package func allAwardedProgramUUIDs(
    username: String
  ) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    let type = contentTypes.programCertificate
    do {
      return try await pool.read { db in
        let rows = try StoredRow.fetchAll(
          db,
          sql: """
            SELECT p.program_uuid FROM credentials_usercredential u
            JOIN credentials_programcertificate p ON p.id = u.credential_id
            WHERE u.username = ? COLLATE NOCASE AND u.credential_content_type_id = ? AND u.status = 'awarded'
            """,
          arguments: [username, type]
        )
        return Set(try rows.compactMap { try $0.programUUID(0) })
      }
    } catch {
      throw CredentialsTransportError(error, path: path)
    }
  }

  /// The latest date of the learner's course awards in each of their programs.
  private static func programAwards(
    of username: String,
    types: AwardContentTypes,
    in db: Database
  ) throws -> [ProgramUUID: UTCTime] {
    let rows = try StoredRow.fetchAll(
      db,
      sql: """
        SELECT p.program_uuid, c.certificate_available_date, a.created
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
    var dates: [ProgramUUID: UTCTime] = [:]
    for row in rows {
      guard let uuid = try row.programUUID(0), let date = try row.time(1) ?? row.time(2) else { continue }
      dates[uuid] = max(date, dates[uuid] ?? date)
    }
    return dates
  }
}
