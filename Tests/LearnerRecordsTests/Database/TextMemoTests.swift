import DatabaseFile
import GRDB
import TestSupport
import Testing

@testable import LearnerRecords

@Suite("Texts of which something is made once")
struct TextMemoTests {
  /// Runs a query, and takes its first column through a memo.
  private func made(_ sql: String, bits: Int) throws -> (values: [String], calls: Int) {
    try DatabaseQueue().read { db in
      var memo = TextMemo<String>(bits: bits)
      var (values, calls): ([String], Int) = ([], 0)
      let rows = try StoredRow.fetchCursor(db, sql: sql)
      while let row = try rows.next() {
        let value = try memo.value(row, 0) { text in
          calls += 1
          return "<\(text)>"
        }
        values.append(value)
      }
      return (values, calls)
    }
  }

  @Test func `make each text once, whatever is between`() throws {
    let (values, calls) = try made("VALUES ('course-v1:a+b+c'), ('x'), ('course-v1:a+b+c'), ('x'), ('')", bits: 10)
    #expect(values == ["<course-v1:a+b+c>", "<x>", "<course-v1:a+b+c>", "<x>", "<>"])
    #expect(calls == 3)
  }

  @Test(arguments: [0, 1, 3])
  func `give each row what is made of its own text, with more texts than places`(bits: Int) throws {
    let sql = """
      WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 499)
      SELECT substr('course-v1:Org+Course+Run', 1 + i % 7, 24 - i % 11) || (i * i % 23) FROM n
      """
    let expected = try DatabaseQueue().read { db in
      try StoredRow.fetchAll(db, sql: sql).map { "<\(try $0.text(0))>" }
    }
    #expect(try made(sql, bits: bits).values == expected)
  }

  @Test func `keep spellings apart that look the same`() throws {
    #expect(
      try made("VALUES ('é'), ('e' || char(769)), ('é')", bits: 0).values.map(\.unicodeScalars.count) == [3, 4, 3]
    )
  }

  @Test func `take numbers and NULL as a row's text does, and refuse bytes`() throws {
    #expect(try made("VALUES (1), (NULL), (1.5), ('1')", bits: 0).values == ["<1>", "<>", "<1.5>", "<1>"])
    #expect(throws: DatabaseFileError.self) { try made("VALUES ('a'), (x'61')", bits: 0) }
  }
}
