import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// The learner's record of a program as the service answers it.
  ///
  /// - Returns: nil when Credentials has no such user (404) or its site has no such program (500).
  package func programRecordDetail(
    username: String,
    program: ProgramUUID,
    now: UTCTime
  ) throws -> ProgramRecordDetail? {
    guard let user = try CredentialsUser(db, username: username), let program = catalog.program(program) else {
      return nil
    }
    return try detail(user, program, now: now)
  }

  func detail(_ user: CredentialsUser, _ program: Catalog.Program, now: UTCTime) throws -> ProgramRecordDetail {
    let holdings = Holdings(catalog: catalog, rows: try pageRows(user.username), now: now)
    let rows = CourseRowsBuilder(program, holdings, try pageGrades(user.username))
    return ProgramRecordDetail(
      username: user.username,
      fullName: user.fullName,
      email: user.email,
      program: program.uuid,
      name: program.title,
      typeName: program.type,
      school: program.school,
      isCompleted: holdings.isCompleted(program),
      isEmpty: rows.isEmpty,
      lastUpdated: rows.lastUpdated,
      courses: rows.courses,
      pathways: try pathways(user, program),
      sharedRecordUUID: try sharedRecordUUID(user, program),
      platformName: catalog.platformName,
      recordsHelpURL: catalog.recordsHelpURL,
      failure: holdings.recordFailure(program)
    )
  }

  private func sharedRecordUUID(_ user: CredentialsUser, _ program: Catalog.Program) throws -> String? {
    try StoredRow.fetchOne(
      db,
      sql: "SELECT uuid FROM credentials.records_programcertrecord WHERE user_id = ? AND program_id = ?",
      arguments: [user.id, program.id]
    )?.uuidDigits(0)
  }

  /// The pathways in the order in which they were joined to the program; a status is the learner's, whatever the
  /// program for which it was sent. Of several rows the service keeps the last one in the order of the unique index.
  private func pathways(
    _ user: CredentialsUser,
    _ program: Catalog.Program
  ) throws -> [ProgramRecordDetail.Pathway] {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT p.id, p.name, p.email, p.pathway_type, (
          SELECT s.status FROM credentials.records_usercreditpathway s
          WHERE s.user_id = ? AND s.pathway_id = p.id ORDER BY s.program_id DESC LIMIT 1)
        FROM credentials.catalog_pathway_programs m JOIN credentials.catalog_pathway p ON p.id = m.pathway_id
        WHERE m.program_id = ? ORDER BY m.id
        """,
      arguments: [user.id, program.id]
    )
    var pathways: [ProgramRecordDetail.Pathway] = []
    while let row = try rows.next() {
      pathways.append(
        try ProgramRecordDetail.Pathway(
          id: row.integer(0),
          name: row.text(1),
          status: row.text(4),
          isActive: !row.text(2).isEmpty,
          type: row.text(3)
        )
      )
    }
    return pathways
  }
}
