import DatabaseFile
import GRDB
import OpenEdX

/// Reads a learner's rows again from the LMS's live database before something is posted for them: a copy can be older
/// than what was revoked since.
package actor SiteNow {
  private let session: LiveSession
  private let lms: DatabaseFile
  private var schema: SideSchema?

  /// Takes the way to the database and the deployment's `lms.sqlite`, open for writing.
  package init(_ program: ClientProgram, lms: DatabaseFile) {
    session = LiveSession(program)
    self.lms = lms
  }

  /// Brings the copy's rows of one learner up to date: the account, its certificates with their date overrides, its
  /// grades; and the run's overview.
  ///
  /// - Throws: `ClientError` and `SiteDataError` when the site cannot be read or the copy cannot be written; nothing may
  ///   be posted then.
  package func refresh(username: String?, courseRunKey: String?) async throws {
    let known = schema
    let (found, sets) = try await session.ask { session in
      let schema: SideSchema
      if let known {
        schema = known
      } else {
        schema = try await SideSchema.read(session, .lms, database: await session.server.database)
      }
      await session.begin("reading \(username.map { "the rows of \($0)" } ?? "a course run") again")
      try await session.run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
      try await session.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
      let sets = try await Self.read(session, schema, username: username, courseRunKey: courseRunKey)
      try await session.run("COMMIT")
      return (schema, sets)
    }
    schema = found
    guard let writer = lms.writer else { return }
    do {
      try await writer.write { db in for set in sets { try set.write(db) } }
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: lms.path)
    }
  }

  private static func read(
    _ session: ClientSession,
    _ schema: SideSchema,
    username: String?,
    courseRunKey: String?
  ) async throws -> [RowSet] {
    let reader = LiveReader(session: session, schema: schema)
    var sets: [RowSet?] = []
    if let username {
      let users = try await reader.rows(
        "auth_user",
        where: "`username`=\(SQLWord.literal(username))",
        replacing: ("username = ?", [username])
      )
      sets.append(users)
      if let id = users?.batch.count == 1 ? users?.batch.int(0, 0) : nil {
        let mine: (String, [any DatabaseValueConvertible & Sendable]) = ("user_id = ?", [id])
        sets.append(
          try await reader.rows("certificates_generatedcertificate", where: "`user_id`=\(id)", replacing: mine)
        )
        let theirs = "IN (SELECT id FROM certificates_generatedcertificate WHERE user_id = ?)"
        sets.insert(
          try await reader.rows(
            "certificates_certificatedateoverride",
            where:
              "`generated_certificate_id` IN (SELECT `id` FROM \(reader.name("certificates_generatedcertificate")) "
              + "WHERE `user_id`=\(id))",
            replacing: ("generated_certificate_id \(theirs)", [id])
          ),
          at: 0
        )
        sets.append(try await reader.rows("grades_persistentcoursegrade", where: "`user_id`=\(id)", replacing: mine))
      }
    }
    if let courseRunKey {
      sets.append(
        try await reader.rows(
          "course_overviews_courseoverview",
          where: "`id`=\(SQLWord.literal(courseRunKey))",
          replacing: ("id = ?", [courseRunKey])
        )
      )
    }
    return sets.compactMap { $0 }
  }
}

/// Reads chosen rows of a side's tables.
struct LiveReader: Sendable {
  let session: ClientSession
  let schema: SideSchema

  /// `database.table` as it stands in a statement.
  func name(_ table: String) -> String { "\(SQLWord.name(schema.database)).\(SQLWord.name(table))" }

  /// The rows under a condition of MySQL, which replace those under a condition of the deployment; nil for a table that
  /// the site does not have.
  func rows(
    _ name: String,
    where condition: String,
    replacing replaced: (String, [any DatabaseValueConvertible & Sendable])
  ) async throws -> RowSet? {
    guard let table = schema.tables.first(where: { $0.needed.name == name }) else { return nil }
    let selection = Selection(
      table.columns.map { Selection.Column($0.expression, isNullable: $0.isNullable) },
      "FROM \(self.name(name)) WHERE \(condition)"
    )
    return RowSet(
      table: table.needed,
      columns: table.columns.map(\.needed),
      batch: try await session.all(selection),
      replaced: replaced
    )
  }
}
