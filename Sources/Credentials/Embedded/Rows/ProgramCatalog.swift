import DatabaseFile
import GRDB
import OpenEdX

/// The programs of Credentials' catalog, with their courses and runs.
///
/// The LMS takes programs from a cache that its `cache_programs` command fills from Discovery; no table of its database
/// holds them (<doc:LMSDatabase#What-is-not-in-the-database>). Credentials' own copy of the same catalog, filled by
/// `copy_catalog`, stands in for it here. It lacks one thing: the type of a run, so that `ProgramOutline.Run.type` is
/// nil. The programs of all sites are read, as the LMS walks all sites; of a program that several sites have the first
/// site's is taken.
package struct ProgramCatalog: Sendable {
  private let file: DatabaseFile

  /// Reads from an opened database.
  package init(_ database: CredentialsDatabase) { file = database.file }

  /// The programs in which at least one of the runs counts, each with all of its runs; by UUID.
  ///
  /// Keys are compared by code points.
  ///
  /// - Throws: `DatabaseFileError`.
  package func programs(containing courseRunKeys: [String]) async throws(DatabaseFileError) -> [ProgramOutline] {
    do {
      return try await file.reader.read { db in try Self.programs(containing: courseRunKeys, in: db) }
    } catch let error as DatabaseError {
      throw DatabaseFileError(error, path: file.path)
    } catch {
      throw DatabaseFileError(.sqlite, path: file.path, reason: "\(error)", remedy: "Try again.")
    }
  }

  static func programs(containing courseRunKeys: [String], in db: Database) throws -> [ProgramOutline] {
    let find = try db.cachedStatement(
      sql: """
        SELECT DISTINCT m.program_id, r.key FROM catalog_courserun r
        JOIN catalog_program_course_runs m ON m.courserun_id = r.id WHERE r.key = ? COLLATE NOCASE
        """
    )
    var ids: Set<Int64> = []
    for key in courseRunKeys {
      for row in try StoredRow.fetchAll(find, arguments: [key]) where CodePoints.equal(try row.text(1), key) {
        ids.insert(try row.integer(0))
      }
    }
    var programs: [ProgramUUID: ProgramOutline] = [:]
    for id in ids.sorted() {
      guard let program = try outline(id, in: db), programs[program.uuid] == nil else { continue }
      programs[program.uuid] = program
    }
    return programs.values.sorted { $0.uuid < $1.uuid }
  }

  private static func outline(_ id: Int64, in db: Database) throws -> ProgramOutline? {
    let program = try StoredRow.fetchOne(
      db.cachedStatement(sql: "SELECT uuid, status FROM catalog_program WHERE id = ?"),
      arguments: [id]
    )
    guard let program, let uuid = try program.programUUID(0) else { return nil }
    let rows = try StoredRow.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT r.course_id, r.key FROM catalog_program_course_runs m
          JOIN catalog_courserun r ON r.id = m.courserun_id WHERE m.program_id = ? ORDER BY m.sort_value, m.id
          """
      ),
      arguments: [id]
    )
    var indices: [Int64: Int] = [:]
    var courses: [[ProgramOutline.Run]] = []
    while let row = try rows.next() {
      let course = try row.integer(0)
      if indices[course] == nil { courses.append([]) }
      let index = indices[course] ?? courses.count - 1
      indices[course] = index
      courses[index].append(ProgramOutline.Run(key: try row.text(1)))
    }
    let status = try program.text(1)
    return ProgramOutline(uuid: uuid, isOffered: status == "active" || status == "retired", courses: courses)
  }
}
