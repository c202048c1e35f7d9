import Credentials
import Foundation
import GRDB
import LMS
import OpenEdX
import TestSupport

/// Rows of a deployment, and what the real Credentials service answered on them.
struct RecordedState {
  /// The moment at which the states are read: after they were recorded, within the same day.
  static let now = UTCTime("2026-11-28T22:50:00Z") ?? UTCTime(microseconds: 0)

  let name: String
  let asks: [JSONValue]
  private let tables: JSONValue

  static func all() throws -> [RecordedState] {
    try Fixtures.jsonLines(Fixtures.state("service_answers.jsonl")).map { line in
      RecordedState(name: line["state"]?.string ?? "", asks: line["asks"]?.array ?? [], tables: line)
    }
  }

  /// A deployment with these rows.
  func deployment() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try LMSDatabase.create(path: folder.file("lms.sqlite"))
    try CredentialsDatabase.create(path: folder.file("credentials.sqlite"))
    try fill(folder.file("lms.sqlite"), tables["lms"] ?? nil)
    try fill(folder.file("credentials.sqlite"), tables["credentials"] ?? nil, contentTypes: true)
    return folder
  }

  private func fill(_ path: String, _ tables: JSONValue, contentTypes: Bool = false) throws {
    guard case .object(let tables) = tables else { return }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { db in
      if contentTypes {
        try db.execute(sql: "DELETE FROM core_siteconfiguration; DELETE FROM django_site;")
        for (id, model) in [(25, "coursecertificate"), (26, "programcertificate")] {
          try db.execute(sql: "UPDATE django_content_type SET id = ? WHERE model = ?", arguments: [id, model])
        }
      }
      for (table, content) in tables {
        let known = try db.columns(in: table).map(\.name)
        let columns = content["columns"]?.array?.compactMap(\.string) ?? []
        let places = columns.indices.filter { known.contains(columns[$0]) }
        let names = places.map { "\"\(columns[$0])\"" }.joined(separator: ", ")
        let marks = places.map { _ in "?" }.joined(separator: ", ")
        for row in content["rows"]?.array ?? [] {
          let values = row.array ?? []
          try db.execute(
            sql: "INSERT OR REPLACE INTO \"\(table)\" (\(names)) VALUES (\(marks))",
            arguments: StatementArguments(places.map { Self.value(values[$0]) })
          )
        }
      }
    }
    try queue.close()
  }

  private static func value(_ json: JSONValue) -> (any DatabaseValueConvertible)? {
    switch json {
    case .string(let text): text
    case .number(let number): Int64(exactly: number).map { $0 as any DatabaseValueConvertible } ?? number
    case .bool(let flag): flag
    default: nil
    }
  }
}
