import DatabaseFile
import Foundation
import GRDB
import MariaDBSupport
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("The log of what pulls change", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(60)))
struct PulledChangesTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  private func log<Value>(
    _ folder: TemporaryFolder,
    _ side: SiteSide,
    _ body: (Database) throws -> Value
  ) throws -> Value {
    try DatabaseQueue(path: folder.file(side.fileName)).read(body)
  }

  private func end(_ folder: TemporaryFolder, _ side: SiteSide) throws -> ChangeLog.Position? {
    let table = side == .lms ? "certificates_generatedcertificate" : "credentials_usercredential"
    return try log(folder, side) { try ChangeLog.end($0, schema: "main", watching: [table]) }
  }

  @Test func `names the learners whose rows are others on the site, and nobody else`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let (lms, credentials) = (try #require(try end(folder, .lms)), try #require(try end(folder, .credentials)))
    let (user, name) = try log(folder, .lms) { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT user_id, username FROM certificates_generatedcertificate JOIN auth_user ON auth_user.id = user_id LIMIT 1
          """
      )
      let found = try #require(row)
      return (found[0] as Int64, found[1] as String)
    }
    try server.run(
      """
      UPDATE \(site.lms).certificates_generatedcertificate SET status='notpassing' WHERE user_id=\(user);
      DELETE FROM \(site.credentials).records_usergrade WHERE username='\(name)';
      INSERT INTO \(site.credentials).records_usergrade
          (created, modified, username, letter_grade, percent_grade, verified, course_run_id)
        SELECT now(), now(), '\(name)', 'A', 0.9, 1, min(id) FROM \(site.credentials).catalog_courserun;
      """
    )
    _ = try await site.pull(into: folder.path).run()
    let changed = try log(folder, .lms) { try ChangeLog.changes($0, schema: "main", since: lms, limit: .max) }
    #expect(changed?.users == [user] && changed?.names.isEmpty == true)
    let graded = try log(folder, .credentials) {
      try ChangeLog.changes($0, schema: "main", since: credentials, limit: .max)
    }
    #expect(graded?.names.map(\.text) == [name] && graded?.users.isEmpty == true)
  }

  @Test func `is there after the next pull in files of a version that had none`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    for side in SiteSide.allCases {
      try await DatabaseQueue(path: folder.file(side.fileName)).write { db in
        let triggers = try String.fetchAll(
          db,
          sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'sync!_change!_%' ESCAPE '!'"
        )
        for name in triggers { try db.execute(sql: "DROP TRIGGER \(name)") }
        try db.execute(sql: "DROP TABLE sync_change")
      }
      #expect(try end(folder, side) == nil)
    }
    let report = try await site.pull(into: folder.path).run()
    #expect(!report.isFresh)
    #expect(try end(folder, .lms) != nil && end(folder, .credentials) != nil)
  }
}
