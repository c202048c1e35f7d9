import Credentials
import DatabaseFile
import GRDB
import TestSupport
import Testing

@Suite("The schema")
struct CredentialsSchemaTests {
  @Test("has the tables, columns and indexes of a real database")
  func sameAsGolden() throws {
    let folder = try TemporaryFolder()
    try CredentialsDatabase.create(path: folder.file("credentials.sqlite"))
    let made = try Self.description(of: folder.file("credentials.sqlite"))
    let golden = try Self.description(of: Fixtures.golden("credentials.sqlite"))
    #expect(made.keys.count == 21)
    var differences: [String] = []
    for (table, lines) in made.sorted(by: { $0.key < $1.key }) {
      let real = golden[table] ?? []
      differences += real.subtracting(lines).sorted().map { "\(table): lacks \($0)" }
      differences += lines.subtracting(real).sorted().map { "\(table): has in excess \($0)" }
    }
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test("a new file holds a site and the content types of awards, and opens at once")
  func createdOpens() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("credentials.sqlite")
    try CredentialsDatabase.create(path: path)
    let database = try CredentialsDatabase(path: path, access: .readWrite)
    let service = try EmbeddedCredentialsService(database: database, clock: EmbeddedServiceFixture.steppingClock())
    #expect(service.destination == "the embedded copy in \(folder.path): nothing leaves this machine")
  }

  @Test("a service is refused on a file that was opened for reading only")
  func readOnly() throws {
    let database = try CredentialsDatabase(path: Fixtures.golden("credentials.sqlite"), access: .readOnly)
    let error = #expect(throws: DatabaseFileError.self) {
      try EmbeddedCredentialsService(database: database, clock: EmbeddedServiceFixture.steppingClock())
    }
    #expect(error?.code == .unwritable)
  }

  /// A line for each column, index and foreign key of each table.
  private static func description(of path: String) throws -> [String: Set<String>] {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration).read { db in
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_master
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'sync_%'
          """
      )
      var result: [String: Set<String>] = [:]
      for table in tables {
        let lines = try String.fetchAll(
          db,
          sql: """
            SELECT 'column ' || cid || ' ' || name || ' ' || type || ' notnull=' || "notnull" || ' pk=' || pk
              || ' default=' || ifnull(dflt_value, '') FROM pragma_table_info(?1)
            UNION ALL
            SELECT 'index ' || iif(l.origin = 'c', l.name, l.origin) || ' unique=' || l."unique" || ' on '
              || (SELECT group_concat(i.name) FROM pragma_index_info(l.name) i) FROM pragma_index_list(?1) l
            UNION ALL
            SELECT 'references ' || "from" || ' -> ' || "table" || '.' || "to" FROM pragma_foreign_key_list(?1)
            """,
          arguments: [table]
        )
        result[table] = Set(lines)
      }
      return result
    }
  }
}
