import DatabaseFile
import GRDB
import LMS
import OpenEdX
import TestSupport
import Testing

@Suite("The LMS's tables")
struct SchemaTests {
  /// One line for each column and each unique index: what must be the same in a file that the LMS made.
  static func lines(_ path: String) throws -> Set<String> {
    let queue = try DatabaseQueue(path: path, configuration: readOnly)
    return try queue.read { db in
      let columns = try String.fetchAll(
        db,
        sql: """
          SELECT t.name || '.' || c.name || ' ' || lower(c.type) || iif(c."notnull", ' not null', '')
            || iif(c.pk, ' key', '') || coalesce(' default ' || c.dflt_value, '')
          FROM sqlite_master AS t, pragma_table_info(t.name) AS c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
          """
      )
      let unique = try String.fetchAll(
        db,
        sql: """
          SELECT t.name || ' unique (' || (SELECT group_concat(x.name || ' ' || x.coll, ', ')
            FROM pragma_index_xinfo(i.name) AS x WHERE x.key) || ')'
          FROM sqlite_master AS t, pragma_index_list(t.name) AS i
          WHERE t.type = 'table' AND i."unique"
          """
      )
      return Set(columns + unique)
    }
  }

  private static var readOnly: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    return configuration
  }

  @Test("A new file has the tables, columns and unique indexes of the recorded deployment")
  func equalsTheRecorded() throws {
    let folder = try TemporaryFolder()
    try LMSDatabase.create(path: folder.file("lms.sqlite"))
    let made = try Self.lines(folder.file("lms.sqlite"))
    let recorded = try Self.lines(folder.copy(Fixtures.golden("lms.sqlite"), as: "recorded.sqlite"))
    #expect(recorded.count > 100)
    #expect(recorded.subtracting(made).sorted() == [], "these are missing in a new file")
    // The recorded deployment is from before retirements were read.
    let later = made.subtracting(recorded).filter {
      !$0.hasPrefix("user_api_userretirementstatus") && !$0.hasPrefix("sync_change")
    }
    #expect(later.sorted() == [], "these are in a new file only")
  }

  @Test("The recorded deployment opens, for reading and for writing", arguments: [DatabaseAccess.readOnly, .readWrite])
  func opensTheRecorded(_ access: DatabaseAccess) throws {
    let folder = try Fixtures.goldenDeployment()
    let database = try LMSDatabase(path: folder.file("lms.sqlite"), access: access)
    let learners = try database.file.reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM auth_user") }
    #expect(try #require(learners) > 300)
  }

  @Test("A save into the recorded deployment keeps what it finds and adds to the history")
  func savesIntoTheRecorded() throws {
    let folder = try Fixtures.goldenDeployment()
    let database = try LMSDatabase(path: folder.file("lms.sqlite"), access: .readWrite)
    let before = try #require(
      try database.file.reader.read {
        try Row.fetchOne(
          $0,
          sql: """
            SELECT c.id, username, course_id, verify_uuid FROM certificates_generatedcertificate AS c
            JOIN auth_user ON auth_user.id = user_id ORDER BY c.id LIMIT 1
            """
        )
      }
    )
    let saved = try database.transaction { transaction in
      try transaction.saveCertificate(
        username: before[1],
        courseRunKey: CourseKey(before[2]),
        values: CertificateValues(status: .unavailable, mode: .verified)
      )
    }
    #expect(saved.id == before[0])
    #expect(saved.verifyUUID == before[3])
    let history = try database.file.reader.read {
      try String.fetchAll(
        $0,
        sql: "SELECT history_type || status FROM certificates_historicalgeneratedcertificate WHERE id = ?",
        arguments: [saved.id]
      )
    }
    #expect(history.last == "~unavailable")
  }

  @Test(
    "A file without one of the needed tables is refused by its name",
    arguments: LMSSchema.requiredTables.map(\.name)
  )
  func needsTables(_ table: String) throws {
    let folder = try TemporaryFolder()
    try LMSDatabase.create(path: folder.file("lms.sqlite"))
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"))
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; DROP TABLE \(table)")
    }
    try queue.close()
    let error = try #require(throws: DatabaseFileError.self) {
      try LMSDatabase(path: folder.file("lms.sqlite"), access: .readOnly)
    }
    #expect(error.code == .schema)
    #expect(error.reason.contains("“\(table)”"))
  }

  @Test("A file without one of the needed columns is refused by its name", arguments: LMSSchema.requiredTables.indices)
  func needsColumns(_ index: Int) throws {
    let table = LMSSchema.requiredTables[index]
    for column in table.columns {
      let folder = try TemporaryFolder()
      try LMSDatabase.create(path: folder.file("lms.sqlite"))
      let queue = try DatabaseQueue(path: folder.file("lms.sqlite"))
      let others = table.columns.filter { $0 != column }.joined(separator: ", ")
      try queue.writeWithoutTransaction { db in
        try db.execute(
          sql: "PRAGMA foreign_keys = OFF; DROP TABLE \(table.name); CREATE TABLE \(table.name) (extra, \(others))"
        )
      }
      try queue.close()
      let error = try #require(throws: DatabaseFileError.self) {
        try LMSDatabase(path: folder.file("lms.sqlite"), access: .readOnly)
      }
      #expect(error.code == .schema)
      #expect(error.reason.contains("“\(table.name)”") && error.reason.contains("“\(column)”"))
    }
  }

  @Test("A file without the history is read, and a save into it names what is missing and leaves no row")
  func needsHistoryToSave() throws {
    let campus = try Campus()
    try campus.execute("DROP TABLE certificates_historicalgeneratedcertificate")
    let error = try #require(throws: DatabaseFileError.self) { try campus.save() }
    #expect(error.code == .schema)
    #expect(error.reason.contains("certificates_historicalgeneratedcertificate"))
    #expect(try campus.count("certificates_generatedcertificate") == 0)
    #expect(campus.receiver.signals.isEmpty)
  }

  @Test("A save into a row that lacks what the history needs is refused and does not stop the program")
  func needsCreationToSave() throws {
    let campus = try Campus()
    try campus.holdNullCertificate()
    let error = try #require(throws: DatabaseFileError.self) { try campus.save() }
    #expect(error.reason.contains("NOT NULL"))
    #expect(try campus.rows("SELECT status FROM certificates_generatedcertificate") == ["NULL"])
  }
}
