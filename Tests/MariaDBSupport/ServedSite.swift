import Foundation
import GRDB
import Synchronization
import TestSupport

/// The golden deployment as a site's two databases on a MariaDB server, with the tables that Open edX's migrations make.
package final class ServedSite: Sendable {
  /// The server.
  package let server: MariaDBServer
  /// The LMS's database.
  package let lms: String
  /// The database of Credentials.
  package let credentials: String

  private static let number = Mutex(0)

  /// Makes the two databases and fills them.
  ///
  /// - Parameter filled: whether the golden rows are written.
  package init(_ server: MariaDBServer, filled: Bool = true) throws {
    let number = Self.number.withLock { number in
      number += 1
      return number
    }
    self.server = server
    lms = "openedx_\(number)"
    credentials = "credentials_\(number)"
    for (database, side) in [(lms, "lms"), (credentials, "credentials")] {
      let schema = try String(contentsOfFile: "\(Self.folder)/Schema/\(side).sql", encoding: .utf8)
      try server.run("CREATE DATABASE \(database); USE \(database);\n\(schema)")
      if filled { try fill(database, from: Fixtures.golden("\(side).sqlite")) }
    }
  }

  /// Removes the two databases.
  package func remove() {
    _ = try? server.run("DROP DATABASE IF EXISTS \(lms); DROP DATABASE IF EXISTS \(credentials)")
  }

  private func fill(_ database: String, from file: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    let listed = try server.run(
      "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='\(database)'"
    )
    var there: [String: [String]] = [:]
    for line in listed.split(separator: "\n") {
      let parts = line.split(separator: "\t").map(String.init)
      if parts.count == 2 { there[parts[0], default: []].append(parts[1]) }
    }
    var statements = ["SET sql_mode='', unique_checks=0, autocommit=0"]
    try queue.read { db in
      for (table, columns) in there.sorted(by: { $0.key < $1.key }) where try db.tableExists(table) {
        let here = Set(try db.columns(in: table).map(\.name))
        let names = columns.filter { here.contains($0) }
        let list = names.map { "`\($0)`" }.joined(separator: ",")
        let quoted = names.map(\.quotedDatabaseIdentifier).joined(separator: ",")
        let rows = try Row.fetchAll(db, sql: "SELECT \(quoted) FROM \(table.quotedDatabaseIdentifier)")
        for start in stride(from: 0, to: rows.count, by: 500) {
          let values = rows[start..<min(start + 500, rows.count)].map { row in
            "(" + row.databaseValues.map(Self.literal).joined(separator: ",") + ")"
          }
          statements.append("INSERT INTO `\(table)` (\(list)) VALUES \(values.joined(separator: ","))")
        }
      }
    }
    try server.run(statements.joined(separator: ";\n") + ";\nCOMMIT;", database: database)
  }

  /// A value of SQLite as MariaDB reads it under every `sql_mode`.
  package static func literal(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "NULL"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): literal(text)
    case .blob(let data): "x'\(data.map { String(format: "%02X", $0) }.joined())'"
    }
  }

  /// A text as MariaDB reads it under every `sql_mode`.
  package static func literal(_ text: String) -> String {
    "_utf8mb4 x'\(text.utf8.map { String(format: "%02X", $0) }.joined())'"
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
}
