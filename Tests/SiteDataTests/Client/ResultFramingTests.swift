import Testing

@testable import SiteData

@Suite("The client program's output")
struct ResultFramingTests {
  @Test func `lines come whole from pieces that end anywhere`() {
    let text = "first\n\nthird, longer\nlast"
    for size in 1...text.utf8.count {
      var lines = ResultLines()
      var found: [String] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        Array(rest.prefix(size)).withUnsafeBytes { lines.append($0) }
        rest = rest.dropFirst(size)
        while let line = lines.next({ String(decoding: $0, as: UTF8.self) }) { found.append(line) }
      }
      #expect(found == ["first", "", "third, longer"], "pieces of \(size)")
      #expect(!lines.isEmpty)
    }
  }

  @Test func `NULL is told from the word and from the empty text by the map before the row`() throws {
    let batch = try Self.batch("0101\tNULL\tNULL\t\tNULL", width: 4, nullable: [true, true, true, true])
    #expect(batch.text(0, 0) == "NULL")
    #expect(batch.text(0, 1) == nil)
    #expect(batch.text(0, 2) == "")
    #expect(batch.text(0, 3) == nil)
  }

  @Test func `what the client escapes comes out as it was, and other control characters stay`() throws {
    let batch = try Self.batch(#"a\0b\nc\td\\e"# + "\r\u{1A}'\"\tzoë 🎓", width: 2, nullable: [false, false])
    #expect(batch.text(0, 0) == "a\0b\nc\td\\e\r\u{1A}'\"")
    #expect(batch.text(0, 1) == "zoë 🎓")
  }

  @Test(arguments: [
    ("a", [false, false]), ("a\tb\tc", [false, false]), (#"a\x"#, [false]), (#"a\"#, [false]), ("1", [true]),
    ("01\ta", [true]), ("\ta", [true]),
  ])
  func `a line that is no row of the result is refused`(line: String, nullable: [Bool]) {
    #expect(throws: Refused.self) { try Self.batch(line, width: nullable.count, nullable: nullable) }
  }

  @Test func `rows go to a writer with NULL and the empty text apart`() throws {
    var batch = try Self.batch("10\tNULL\t", width: 2, nullable: [true, true])
    Array("00\tx\ty".utf8).withUnsafeBufferPointer { _ = batch.append($0, nullable: [true, true]) }
    var seen: [String] = []
    batch.forEach { row in
      seen.append(row.map { $0.form == .null ? "-" : "“" + String(decoding: $0.bytes, as: UTF8.self) + "”" }.joined())
    }
    #expect(seen == ["-“”", "“x”“y”"])
  }

  @Test func `a statement asks for the map of what can be NULL alone`() {
    let selection = Selection(
      [Selection.Column("`a`", isNullable: false), Selection.Column("`b`"), Selection.Column("`c`")],
      "FROM t"
    )
    #expect(selection.sql == "SELECT CONCAT(ISNULL(`b`),ISNULL(`c`)),`a`,`b`,`c` FROM t")
    #expect(Selection([Selection.Column("1", isNullable: false)], "").sql == "SELECT 1 ")
  }

  @Test func `text goes into statements in hexadecimal, and a name cannot leave its quotes`() {
    #expect(SQLWord.literal("a'\\é") == "_utf8mb4 x'61275CC3A9'")
    #expect(SQLWord.name("a`b") == "`a``b`")
  }

  @Test func `the word behind a result is its own each time, and its line tells the server's count`() throws {
    let first = Sentinel()
    #expect(first.statement != Sentinel().statement)
    let word = try #require(first.statement.split(separator: "'").dropFirst().first)
    let facts = try Array("\(word)\t5\t0\t42".utf8).withUnsafeBufferPointer { try first.read($0) }
    #expect(facts == Sentinel.Facts(rows: 5, errors: 0, connection: "42", isOnTerminal: false))
    let onTerminal = try Array("\(word)\t5\t0\t42\r".utf8).withUnsafeBufferPointer { try first.read($0) }
    #expect(onTerminal?.isOnTerminal == true)
    #expect(try Array("~other\t5\t0\t42".utf8).withUnsafeBufferPointer { try first.read($0) } == nil)
  }

  private struct Refused: Error {}

  private static func batch(_ line: String, width: Int, nullable: [Bool]) throws -> RowBatch {
    var batch = RowBatch(width: width)
    guard Array(line.utf8).withUnsafeBufferPointer({ batch.append($0, nullable: nullable) }) else { throw Refused() }
    return batch
  }
}
