import Credentials
import DatabaseFile
import GRDB
import LMS
import SiteData
import TestSupport
import Testing

@Suite struct StagedDatabaseTests {
  /// Every index of a file: its table, whether it is unique, its columns; and each table's columns.
  private func shape(_ path: String) throws -> Set<String> {
    try DatabaseQueue(path: path).read { db in
      var lines: Set<String> = []
      for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") {
        guard !table.hasPrefix("sqlite_") else { continue }
        for column in try Row.fetchAll(db, sql: "PRAGMA table_info(\"\(table)\")") {
          lines.insert("\(table) \(column)")
        }
        for index in try Row.fetchAll(db, sql: "PRAGMA index_list(\"\(table)\")") {
          let columns = try Row.fetchAll(
            db,
            sql: "SELECT name, coll, desc FROM pragma_index_xinfo(?)",
            arguments: [index["name"]]
          )
          lines.insert("\(table) index \(index["unique"] as Int? ?? 0) \(columns)")
        }
      }
      return lines
    }
  }

  @Test(arguments: SiteSide.allCases)
  func `its tables and indexes are those of a database made by its room`(side: SiteSide) throws {
    let folder = try TemporaryFolder()
    try StagedDatabase(side, path: folder.file("staged.sqlite")).finish()
    switch side {
    case .lms: try LMSDatabase.create(path: folder.file("made.sqlite"))
    case .credentials: try CredentialsDatabase.create(path: folder.file("made.sqlite"))
    }
    #expect(try shape(folder.file("staged.sqlite")) == shape(folder.file("made.sqlite")))
  }

  @Test(arguments: SiteSide.allCases)
  func `every needed column is one of its tables' columns`(side: SiteSide) throws {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(side, path: folder.file("staged.sqlite"))
    for table in side.tables { _ = try database.writer(of: table, columns: table.columns) }
    try database.finish()
  }

  @Test func `each room opens it, with the rows`() throws {
    let folder = try TemporaryFolder()
    for side in SiteSide.allCases { try StagedDatabase(side, path: folder.file(side.fileName)).finish() }
    _ = try LMSDatabase(path: folder.file("lms.sqlite"), access: .readWrite)
    _ = try CredentialsDatabase(path: folder.file("credentials.sqlite"), access: .readWrite)
  }

  @Test func `rows that a unique index does not allow make it a plain one, with a remark`() throws {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(.lms, path: folder.file("a.sqlite"))
    let table = try NeededTable.named("auth_user", of: .lms)
    let writer = try database.writer(of: table, columns: table.columns("id", "username", "email"))
    try writer.insert(["1", "ada", "one@example.org"])
    try writer.insert(["2", "Ada", "two@example.org"])
    try database.finish()
    #expect(database.remarks == ["auth_user: several rows of the same username": 1])
    #expect(database.rows(of: table) == 2)
  }

  @Test func `a row with an id that is there already is refused by table and id`() throws {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(.lms, path: folder.file("a.sqlite"))
    let table = try NeededTable.named("auth_user", of: .lms)
    let writer = try database.writer(of: table, columns: table.columns("id", "username", "email"))
    try writer.insert(["1", "ada", "one@example.org"])
    let error = try #require(throws: SiteDataError.self) { try writer.insert(["1", "eve", "two@example.org"]) }
    #expect(error.code == .value)
    #expect(error.reason.contains("auth_user (id “1”)"))
  }
}
