import Foundation
import GRDB

/// Writes an SQLite file of a deployment as mysqldump writes the same tables.
struct DumpWriter {
  /// A dump that was written.
  struct Dump {
    let path: String
    let bytes: Int
    let rows: Int
  }

  private let queue: DatabaseQueue

  init(from path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  func write(to path: String) throws -> Dump {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { throw BenchError("\(path) cannot be written.") }
    defer { try? file.close() }
    var (bytes, rows) = (0, 0)
    func put(_ text: String) throws {
      bytes += text.utf8.count
      try file.write(contentsOf: Data(text.utf8))
    }
    try queue.read { db in
      try put(
        """
        -- MySQL dump 10.13  Distrib 8.4.11, for Linux (x86_64)
        --
        -- Host: localhost    Database: site
        -- ------------------------------------------------------
        -- Server version\t8.4.11

        /*!50503 SET NAMES utf8mb4 */;

        """
      )
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
      )
      for table in tables {
        try put(try definition(of: table, db))
        let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM \"\(table)\"")
        var statement = ""
        while let row = try cursor.next() {
          rows += 1
          statement += statement.isEmpty ? "INSERT INTO `\(table)` VALUES (" : ",("
          statement += row.databaseValues.map(literal).joined(separator: ",") + ")"
          // The length of a packet, as mysqldump's net-buffer-length asks for it.
          if statement.utf8.count > 1_000_000 {
            try put(statement + ";\n")
            statement = ""
          }
        }
        if !statement.isEmpty { try put(statement + ";\n") }
      }
      try put("-- Dump completed on 2026-11-28 18:21:28\n")
    }
    return Dump(path: path, bytes: bytes, rows: rows)
  }

  private func definition(of table: String, _ db: Database) throws -> String {
    let types = try db.columns(in: table).map { ($0.name, Self.type($0.type.lowercased())) }
    // A key on a long text would want a length.
    let long = Set(types.filter { $0.1 == "longtext" }.map(\.0))
    func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ",") }
    let primary = try db.primaryKey(table).columns
    var lines = types.map { "  `\($0.0)` \($0.1)" }
    if primary == ["id"] { lines.append("  PRIMARY KEY (`id`)") }
    for (number, index) in try db.indexes(on: table).enumerated()
    where long.isDisjoint(with: index.columns) && index.columns != ["id"] {
      lines.append("  \(index.isUnique ? "UNIQUE KEY" : "KEY") `key\(number)` (\(list(index.columns)))")
    }
    return
      "DROP TABLE IF EXISTS `\(table)`;\nCREATE TABLE `\(table)` (\n\(lines.joined(separator: ",\n"))\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n"
  }

  private static func type(_ declared: String) -> String {
    switch declared {
    case "bool": "tinyint(1)"
    case "datetime": "datetime(6)"
    case "text": "longtext"
    case "real": "double"
    case "decimal": "decimal(5,4)"
    default: declared
    }
  }

  private func literal(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: return "NULL"
    case .int64(let number): return "\(number)"
    case .double(let number): return "\(number)"
    case .blob: return "''"
    case .string(let text):
      guard text.utf8.contains(where: { $0 == 0x27 || $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else {
        return "'\(text)'"
      }
      let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'")
        .replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "\n", with: "\\n")
      return "'\(escaped)'"
    }
  }
}
