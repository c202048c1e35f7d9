import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import TestSupport
import Testing

@Suite("Reading columns")
struct StoredRowTests {
  let folder: TemporaryFolder
  let file: DatabaseFile

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.file("lms.sqlite")
    try DatabaseFile.create(path: path, schema: "CREATE TABLE learner (id INTEGER PRIMARY KEY, value)")
    file = try DatabaseFile(path: path, access: .readWrite, requires: [RequiredTable("learner", ["id", "value"])])
  }

  /// What one way of reading makes of a value, from a cursor's row and from a row that was taken off its statement.
  private func read<Value: Equatable>(
    _ sql: String,
    _ body: (StoredRow) throws -> Value,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Result<Value, DatabaseFileError> {
    let writer = try #require(file.writer)
    try writer.write { try $0.execute(sql: "DELETE FROM learner; INSERT INTO learner VALUES (17, \(sql))") }
    return try writer.read { db in
      let query = "SELECT id, value FROM learner"
      let live = Self.result { try StoredRow.fetchCursor(db, sql: query).next().map { try body($0) } }
      let copied = Self.result { try StoredRow.fetchAll(db, sql: query).first.map { try body($0) } }
      #expect("\(live)" == "\(copied)", sourceLocation: sourceLocation)
      return live
    }
  }

  private static func result<Value>(_ body: () throws -> Value?) -> Result<Value, DatabaseFileError> {
    Result { () throws -> Value in try body()! }.mapError { error in
      error as? DatabaseFileError ?? DatabaseFileError(.sqlite, path: "", reason: "\(error)", remedy: "")
    }
  }

  /// Values of each storage class, as SQL, and their extremes.
  static let values = [
    "NULL", "1", "0", "2", "-1", "9223372036854775807", "1.0", "0.87", "1e17", "9e999", "-9e999", "'1'", "'1.0'",
    "'True'",
    "'nan'", "'inf'", "'0x10'", "''", "'ada'", "'2026-06-17 10:09:52'", "'2026-02-30 10:00:00'", "1781691000000",
    "x'ff00'", "CAST(x'ff61' AS TEXT)", "CAST(x'610062' AS TEXT)", "x'3f0c2a6e5b9d4e7f8a1b2c3d4e5f6071'",
    "'3f0c2a6e5b9d4e7f8a1b2c3d4e5f6071'", "'3F0C2A6E-5B9D-4E7F-8A1B-2C3D4E5F6071'", "zeroblob(0)",
  ]

  /// As many bytes as the mark that stands for broken ones, so that a repair would not show in the length.
  @Test(arguments: ["F09F98", "EDA080", "61EDA080", "F8FFFE", "C3A9E28228"])
  func `Text that is no UTF-8 is refused, however long it would be when repaired`(bytes: String) throws {
    let result = try read("CAST(x'\(bytes)' AS TEXT)") { try $0.text(1) }
    guard case .failure(let error) = result else {
      Issue.record("read as \(result)")
      return
    }
    #expect(error.code == .value)
  }

  @Test(arguments: ["", "a", "a\u{0}b", "é", "e\u{301}", "\u{FFFD}", "course-v1:Org+Course+Run"])
  func `A column holds the text that it has, by code points, and no other`(text: String) throws {
    let hex = text.utf8.map { String($0, radix: 16).count == 1 ? "0\($0)" : String($0, radix: 16) }.joined()
    let column = "CAST(x'\(hex)' AS TEXT)"
    #expect(try read(column) { $0.holds(text, 1) } == .success(true))
    for other in ["b", text + "a", "\u{e9}", "e\u{301}", "\u{FFFD}\u{FFFD}"] {
      let isSame = Array(other.utf8) == Array(text.utf8)
      #expect(try read(column) { $0.holds(other, 1) } == .success(isSame), "\(other)")
    }
    #expect(try read("NULL") { $0.holds(text, 1) } == .success(false))
  }

  @Test("No value ends the process, and a refusal names file, table, column, row and value", arguments: values)
  func refusals(_ value: String) throws {
    let ways: [(StoredRow) throws -> Void] = [
      { _ = try $0.textOrNil(1) }, { _ = try $0.integerOrNil(1) }, { _ = try $0.count(1) }, { _ = try $0.flag(1) },
      { _ = try $0.grade(1) }, { _ = try $0.time(1) }, { _ = try $0.timeText(1) }, { _ = try $0.programUUID(1) },
      { _ = try $0.uuidDigits(1) },
    ]
    for way in ways {
      let outcome = try read(value) { row in
        try way(row)
        return true
      }
      guard case .failure(let error) = outcome else { continue }
      #expect(error.code == .value, "\(error)")
      #expect(error.path == folder.file("lms.sqlite"))
      for word in ["“learner”", "row 17", "“value”"] { #expect(error.reason.contains(word), "\(error)") }
    }
  }

  @Test("What a value unmistakably means is read, whatever its storage class")
  func meanings() throws {
    for one in ["1", "1.0", "'1'", "'1.0'"] {
      #expect(try read(one) { try $0.integer(1) } == .success(1), "\(one)")
      #expect(try read(one) { try $0.flag(1) } == .success(true), "\(one)")
    }
    #expect(try read("'True'") { try $0.flag(1) } == .success(true))
    #expect(try read("'false'") { try $0.flag(1) } == .success(false))
    #expect(try read("NULL") { try $0.flag(1) } == .success(false))
    #expect(try read("NULL") { try $0.integerOrNil(1) } == .success(nil))
    #expect(try read("9223372036854775807") { try $0.integer(1) } == .success(.max))
    #expect(try read("'9223372036854775807'") { try $0.integer(1) } == .success(.max))
    #expect(try read("4711") { try $0.text(1) } == .success("4711"))
    #expect(try read("'0.87'") { try $0.grade(1) } == .success(0.87))
    #expect(try read("CAST(x'610062' AS TEXT)") { try $0.text(1) } == .success("a\u{0}b"))
    let uuid = try #require(ProgramUUID("3f0c2a6e5b9d4e7f8a1b2c3d4e5f6071"))
    for form in ["'\(uuid.hex)'", "'\(uuid.dashed)'", "'\(uuid.dashed.uppercased())'", "x'\(uuid.hex)'"] {
      #expect(try read(form) { try $0.programUUID(1) } == .success(uuid), "\(form)")
      #expect(try read(form) { try $0.uuidDigits(1) } == .success(uuid.hex), "\(form)")
    }
    for text in [
      "2026-06-17 10:09:52", "2026-06-17 10:09:52.572000", "2028-02-29T10:09:52+00:00", "2026-06-30 10:09:52",
    ] {
      #expect(try read("'\(text)'") { try $0.timeText(1) } == .success(text))
      #expect(try read("'\(text)'") { try $0.time(1) } == .success(UTCTime(text)))
    }
  }

  @Test(
    "What cannot be meant is refused",
    arguments: [
      ("'True'", 1), ("'ada'", 1), ("1.5", 1), ("x'31'", 1), ("''", 1), ("1e300", 1),
      ("'yes'", 2), ("2", 2), ("'nan'", 3), ("9e999", 3), ("1e17", 3), ("'0x10'", 3),
      ("1781691000000", 4), ("'2026-02-30 10:00:00'", 4), ("'0000-00-00 00:00:00'", 4), ("''", 4), ("x'32'", 4),
      ("'ada'", 5), ("x'ff00'", 5), ("7", 5), ("x'616461'", 6), ("CAST(x'ff61' AS TEXT)", 6), ("9e999", 6),
    ]
  )
  func refused(_ value: String, _ kind: Int) throws {
    let outcome = try read(value) { row in
      switch kind {
      case 1: _ = try row.integer(1)
      case 2: _ = try row.flag(1)
      case 3: _ = try row.grade(1)
      case 4: _ = (try? row.timeText(1)) == nil ? try row.time(1) : UTCTime("2026-01-01")
      case 5: _ = try row.uuidDigits(1)
      default: _ = try row.text(1)
      }
      return true
    }
    #expect(throws: DatabaseFileError.self) { try outcome.get() }
  }

  @Test("The reason says what is there and what is needed")
  func words() throws {
    let error = try #require(throws: DatabaseFileError.self) { try read("'nan'") { try $0.grade(1) }.get() }
    #expect(
      error.reason
        == "the table “learner”, row 17, has in its column “value” the text “nan” where a grade between 0 and 1 is needed"
    )
  }
}
