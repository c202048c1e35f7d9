import DatabaseFile
import Foundation
import GRDB
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("A learner's rows, read again before a post", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct SiteNowTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  /// A copy of the site, and its LMS's file opened for writing.
  private func pulled(_ site: ServedSite) async throws -> (TemporaryFolder, DatabaseFile) {
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    return (folder, try DatabaseFile(path: folder.file("lms.sqlite"), access: .readWrite, requires: []))
  }

  @Test func `what was revoked since the copy was taken is in the copy before anything is posted`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let (folder, lms) = try await pulled(site)
    defer { lms.close() }
    let (id, username, run): (Int, String, String) = try await lms.reader.read { db in
      let row = try #require(
        try Row.fetchOne(
          db,
          sql: """
            SELECT auth_user.id, username, course_id FROM auth_user
            JOIN certificates_generatedcertificate ON user_id = auth_user.id WHERE status = 'downloadable' LIMIT 1
            """
        )
      )
      return (row[0], row[1], row[2])
    }
    try server.run(
      """
      UPDATE \(site.lms).certificates_generatedcertificate SET status='notpassing' WHERE user_id=\(id);
      DELETE FROM \(site.lms).grades_persistentcoursegrade WHERE user_id=\(id);
      """
    )
    let now = SiteNow(try server.program(site.lms), lms: lms)
    try await now.refresh(username: username, courseRunKey: run)
    let certificates = "SELECT count(*) FROM certificates_generatedcertificate WHERE user_id = \(id)"
    let rows = try await lms.reader.read { db in
      try [
        "\(certificates) AND status = 'downloadable'", "\(certificates) AND status <> 'notpassing'",
        "SELECT count(*) FROM grades_persistentcoursegrade WHERE user_id = \(id)",
        "SELECT count(*) FROM auth_user WHERE id = \(id)",
      ].map { try Int.fetchOne(db, sql: $0) }
    }
    #expect(rows == [0, 0, 0, 1])
    // The next pull finds nothing else to set right.
    _ = try await site.pull(into: folder.path).run()
    let whole = try TemporaryFolder()
    _ = try await site.pull(into: whole.path).run()
    #expect(try Contents(folder.path).differences(from: try Contents(whole.path)) == [])
  }

  @Test func `what is there as the site has it is not written, and so not logged`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let (folder, lms) = try await pulled(site)
    defer { withExtendedLifetime(folder) { lms.close() } }
    let (id, username, run): (Int, String, String) = try await lms.reader.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT auth_user.id, username, course_id FROM certificates_certificatedateoverride
          JOIN certificates_generatedcertificate g ON g.id = generated_certificate_id JOIN auth_user ON auth_user.id = user_id
          """
      )
      let found = try #require(row)
      return (found[0], found[1], found[2])
    }
    func logged(since last: Int) async throws -> [String] {
      try await lms.reader.read { db in
        try Row.fetchAll(db, sql: "SELECT DISTINCT user_id, username FROM sync_change WHERE id > \(last)").map {
          "\($0[0] as Int? ?? 0) \($0[1] as String? ?? "-")"
        }
      }
    }
    let last = try await lms.reader.read { try Int.fetchOne($0, sql: "SELECT max(id) FROM sync_change") ?? 0 }
    let now = SiteNow(try server.program(site.lms), lms: lms)
    try await now.refresh(username: username, courseRunKey: run)
    #expect(try await logged(since: last) == [])
    try server.run(
      "UPDATE \(site.lms).certificates_generatedcertificate SET grade='0.123' WHERE user_id=\(id) AND course_id='\(run)'"
    )
    try await now.refresh(username: username, courseRunKey: run)
    #expect(try await logged(since: last) == ["\(id) -"])
    try server.run("UPDATE \(site.lms).auth_user SET email='X@example.org' WHERE id=\(id)")
    try await now.refresh(username: username, courseRunKey: run)
    #expect(try await logged(since: last).contains("\(id) \(username)"))
  }

  @Test func `a session that was cut off fails one question, and the next one is asked in another`() async throws {
    let session = LiveSession(try server.program(nil))
    let id = try await session.ask { try #require(await $0.connectionID) }
    try server.run("KILL CONNECTION \(id)")
    let error = await #expect(throws: ClientError.self) { try await session.ask { try await $0.all(Selection(["1"])) } }
    #expect(error?.mayPass == true)
    let other = try await session.ask { try #require(await $0.connectionID) }
    #expect(other != id)
    await session.end()
  }

  @Test func `questions of many tasks at once are answered each with its own`() async throws {
    let session = LiveSession(try server.program(nil))
    let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        group.addTask {
          try await session.ask { try await $0.all(Selection(["\(number)"])).int(0, 0) } == number
        }
      }
      var all: [Bool] = []
      for try await answer in group { all.append(answer) }
      return all
    }
    #expect(answers.count == 50)
    #expect(answers.allSatisfy { $0 })
    await session.end()
  }
}
