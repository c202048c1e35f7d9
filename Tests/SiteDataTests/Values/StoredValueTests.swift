import GRDB
import SiteData
import TestSupport
import Testing

@Suite struct StoredValueTests {
  /// Writes one value of a column and reads it back as SQLite's literal.
  private func stored(_ text: String?, _ column: String, of name: String, _ side: SiteSide) throws -> String? {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(side, path: folder.file("a.sqlite"))
    let table = try NeededTable.named(name, of: side)
    let others = table.columns.filter { $0.kind == .uuid || $0.kind == .time }.filter { $0.name != column }
    let columns = table.columns("id") + table.columns.filter { $0.name == column } + others
    let writer = try database.writer(of: table, columns: columns)
    try writer.insert(
      ["7", text] + others.map { $0.kind == .uuid ? "fbd3326ea01b490badfd283a55e085cb" : "2024-01-01 00:00:00" }
    )
    try database.finish()
    return try DatabaseQueue(path: folder.file("a.sqlite")).read { db in
      try String.fetchOne(db, sql: "SELECT quote(\"\(column)\") FROM \"\(name)\"")
    }
  }

  @Test(arguments: [
    ("2024-01-02 03:04:05.000000", "'2024-01-02 03:04:05'"),
    ("2024-01-02 03:04:05.000600", "'2024-01-02 03:04:05.000600'"),
    ("2024-01-02 03:04:05.5", "'2024-01-02 03:04:05.500000'"),
    ("2024-01-02 03:04:05", "'2024-01-02 03:04:05'"),
    ("2024-02-29", "'2024-02-29 00:00:00'"),
    ("0000-00-00 00:00:00.000000", "NULL"),
    ("2024-02-00 00:00:00", "NULL"),
  ])
  func `a time is written as Django writes it, and a zero date is none`(source: String, written: String) throws {
    #expect(try stored(source, "start_date", of: "catalog_courserun", .credentials) == written)
  }

  @Test(arguments: [
    "FBD3326E-A01B-490B-ADFD-283A55E085CB", "fbd3326ea01b490badfd283a55e085cb",
  ])
  func `a UUID is written as 32 digits without hyphens`(source: String) throws {
    let written = try stored(source, "program_uuid", of: "credentials_programcertificate", .credentials)
    #expect(written == "'fbd3326ea01b490badfd283a55e085cb'")
  }

  @Test func `a decimal becomes a number, and a text stays the text it is`() throws {
    #expect(try stored("0.5000", "percent_grade", of: "records_usergrade", .credentials) == "0.5")
    #expect(try stored("0012", "letter_grade", of: "records_usergrade", .credentials) == "'0012'")
    #expect(try stored("it's 😀\r\n", "letter_grade", of: "records_usergrade", .credentials) == "'it''s 😀\r\n'")
  }

  @Test func `a zero date where a time must be is the earliest one, and said`() throws {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(.lms, path: folder.file("a.sqlite"))
    let table = try NeededTable.named("auth_user", of: .lms)
    let writer = try database.writer(of: table, columns: table.columns("id", "username", "email", "date_joined"))
    try writer.insert(["1", "ada", "ada@example.org", "0000-00-00 00:00:00"])
    try database.finish()
    #expect(database.remarks == ["auth_user.date_joined: a zero date, taken as 0001-01-01 00:00:00": 1])
  }

  @Test(arguments: [
    ("id", "1x"), ("id", ""), ("id", "9223372036854775808"), ("is_active", "yes"),
    ("date_joined", "2024-13-01 00:00:00"),
    ("date_joined", "1717243200"), ("date_joined", "2024-02-30 00:00:00"), ("id", nil),
  ])
  func `a value that does not fit its column is refused by table, column and value`(
    column: String,
    text: String?
  ) throws {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(.lms, path: folder.file("a.sqlite"))
    let table = try NeededTable.named("auth_user", of: .lms)
    let columns = table.columns("id", "username", "email", "is_active", "date_joined")
    let writer = try database.writer(of: table, columns: columns)
    var row: [String?] = ["1", "ada", "ada@example.org", "1", "2024-01-01 00:00:00"]
    row[try #require(columns.firstIndex { $0.name == column })] = text
    if column == "id", text == nil { return try writer.insert(row) }  // SQLite numbers it itself.
    let error = try #require(throws: SiteDataError.self) { try writer.insert(row) }
    #expect(error.code == .value)
    #expect(error.reason.contains("auth_user.\(column) is “\(text ?? "")”"))
  }

  @Test(arguments: [[0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0xAF], [0xE4]] as [[UInt8]])
  func `text that is not UTF-8 is refused`(bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let database = try StagedDatabase(.lms, path: folder.file("a.sqlite"))
    let table = try NeededTable.named("auth_userprofile", of: .lms)
    let writer = try database.writer(of: table, columns: table.columns("name"))
    let error = try #require(throws: SiteDataError.self) {
      try (Array("0123456789".utf8) + bytes).withUnsafeBufferPointer { name throws in
        let values = [RawValue(form: .text, start: name.baseAddress, count: name.count)]
        try values.withUnsafeBufferPointer { row throws in try writer.insert(row) }
      }
    }
    #expect(error.code == .encoding)
    #expect(error.reason.contains("auth_userprofile.name"))
  }
}
