import Foundation
import Testing

@Suite("The one way of reading columns")
struct OneWayOfReadingTests {
  /// GRDB's own ways, most of which end the process on a value of another kind.
  static let others = [
    #"(?<!Stored)\bRow\s*\.\s*fetch"#, #"\b(String|Int|Int64|Int32|Bool|Double|Data|Date|UUID)\s*\.\s*fetch"#,
    #"\bfromDatabaseValue\b"#, #"\brow\??\["#, #"\bRowCursor\b"#, #"\bFetchableRecord\b"#, #"as DatabaseValue\b"#,
    #"sqlite3_column_(?!count)"#,
  ]

  @Test("No source reads a column but through StoredRow")
  func sources() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let sources = here.appendingPathComponent("../../../Sources").standardizedFileURL
    let patterns = try Self.others.map { try NSRegularExpression(pattern: $0) }
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var looked = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      // There the one way is made; the bench reads what it has made itself; and this connection writes.
      let exempt = ["/DatabaseFile/Rows/", "/learner-records-bench/", "/SQLiteConnection.swift", "/TableWriter.swift"]
      if exempt.contains(where: { file.path.contains($0) }) { continue }
      looked += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains("import GRDB") else { continue }
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let line = String(line)
        let whole = NSRange(line.startIndex..., in: line)
        for pattern in patterns where pattern.firstMatch(in: line, range: whole) != nil {
          Issue.record("\(file.path):\(number + 1) reads a column past StoredRow: \(line)")
        }
      }
    }
    #expect(looked > 100)
  }
}
