import DatabaseFile
import Foundation
import GRDB
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("A pull that looks again and again", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(60)))
struct LivePullTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  @Test func `has after each quick look what a first pull gives`() async throws {
    let seed = ProcessInfo.processInfo.environment["PULL_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...99_999)
    print("PULL_SEED=\(seed)")
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let live = LivePull(try site.pull(into: folder.path), wholeInterval: .seconds(3600))
    #expect(try await live.look().isWhole)
    var changes = SiteChanges(site, seed: seed)
    for round in 1...8 {
      try server.run(
        "START TRANSACTION; " + changes.transaction().joined(separator: "; ") + "; COMMIT",
        force: true
      )
      #expect(try await !live.look().isWhole)
      try await expectFresh(folder, site, "round \(round) of seed \(seed)")
      let again = try await live.look()
      #expect(!again.hasChanged && !again.isWhole)
    }
    await live.close()
  }

  @Test func `finds in large tables what is new and what an index tells of, and the rest by a whole check`()
    async throws
  {
    let site = try ServedSite(server)
    defer { site.remove() }
    let certificates = "\(site.lms).certificates_generatedcertificate"
    // Newest rows far behind the others: the ranges of those are asked about only where something tells of them.
    try server.run(certificate(site, id: 500_000) + ";" + certificate(site, id: 1_000_005))
    let folder = try TemporaryFolder()
    let live = LivePull(try site.pull(into: folder.path), wholeInterval: .seconds(3600), small: 0)
    _ = try await live.look()
    #expect(try await !live.look().hasChanged)

    try server.run(certificate(site, id: 1_000_006))
    #expect(try await live.look().hasChanged)
    try await expectFresh(folder, site, "a new certificate")

    let some = "(SELECT * FROM (SELECT MIN(id) FROM \(certificates)) AS first)"
    try server.run(
      """
      START TRANSACTION;
      UPDATE \(certificates) SET status='notpassing', modified_date=UTC_TIMESTAMP(6) WHERE id=\(some);
      INSERT INTO \(site.lms).certificates_historicalgeneratedcertificate (id, course_id, verify_uuid, download_uuid,
        download_url, grade, `key`, distinction, status, mode, name, created_date, modified_date, error_reason,
        history_date, history_type, user_id)
      SELECT id, course_id, verify_uuid, download_uuid, download_url, grade, `key`, distinction, status, mode, name,
        created_date, modified_date, error_reason, UTC_TIMESTAMP(6), '~', user_id FROM \(certificates) WHERE id=\(some);
      COMMIT
      """
    )
    #expect(try await live.look().hasChanged)
    try await expectFresh(folder, site, "a certificate that was changed")

    try server.run("DELETE FROM \(certificates) WHERE id=500000")
    #expect(try await !live.look().hasChanged)
    #expect(try await live.look(isWhole: true).isWhole)
    try await expectFresh(folder, site, "a certificate that was deleted")
    await live.close()
  }

  @Test func `leaves what was changed here in a table that it does not ask about to the whole check`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let live = LivePull(try site.pull(into: folder.path), wholeInterval: .seconds(3600), small: 0)
    _ = try await live.look()
    let file = try DatabaseFile(path: folder.file("lms.sqlite"), access: .readWrite, requires: [])
    try await file.writer?.write { try $0.execute(sql: "UPDATE course_overviews_courseoverview SET org = 'HereX'") }
    file.close()
    try server.run(certificate(site, id: 1_000_005))
    #expect(try await live.look().hasChanged)
    _ = try await live.look(isWhole: true)
    try await expectFresh(folder, site, "a table without ids")
    await live.close()
  }

  @Test func `compares in a whole check what was written since the one before, and nothing else`() async throws {
    let server = try MariaDBServer(["--general-log=1", "--log-output=TABLE"])
    let site = try ServedSite(server)
    let folder = try TemporaryFolder()
    let live = LivePull(try site.pull(into: folder.path), wholeInterval: .seconds(3600))
    /// The tables with rows that a whole check asks checksums of; of those that were never written no time is known.
    func compared() async throws -> [String] {
      try server.run("TRUNCATE mysql.general_log")
      #expect(try await live.look(isWhole: true).isWhole)
      let asked = "SELECT argument FROM mysql.general_log WHERE argument LIKE '%CRC32%' AND argument LIKE '%GROUP BY%'"
      let statements = try server.run(asked)
      let filled = try Contents(folder.path).tables.filter { !$0.value.isEmpty }.keys
      return filled.filter { statements.contains("`\($0)`") }
    }
    #expect(try await compared().count > 10)
    // Which second a table was written in has to be over.
    let limit = ContinuousClock.now + .seconds(600)
    while try await !compared().isEmpty {
      try #require(ContinuousClock.now < limit)
      try await Task.sleep(for: .milliseconds(100))
    }
    // As somebody does it by hand, without a trace.
    let name = "certificates_generatedcertificate"
    try server.run("UPDATE \(site.lms).\(name) SET status='notpassing' ORDER BY id LIMIT 1")
    #expect(try await compared() == [name])
    try await expectFresh(folder, site, "changed by hand")
    try server.run("DELETE FROM \(site.credentials).credentials_usercredential ORDER BY id LIMIT 1")
    #expect(try await compared().contains("credentials_usercredential"))
    try await expectFresh(folder, site, "deleted by hand")
    let file = try DatabaseFile(path: folder.file("lms.sqlite"), access: .readWrite, requires: [])
    try await file.writer?.write { try $0.execute(sql: "UPDATE \(name) SET status = 'downloadable'") }
    file.close()
    _ = try await live.look(isWhole: true)
    try await expectFresh(folder, site, "changed here")
    try server.run("ALTER TABLE \(site.lms).grades_persistentcoursegrade MODIFY letter_grade varchar(200) NOT NULL")
    #expect(try await live.look(isWhole: true).isWhole)
    try await expectFresh(folder, site, "another column")
    await live.close()
  }

  @Test func `goes on with a whole check after its connection was cut`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let live = LivePull(try site.pull(into: folder.path), wholeInterval: .seconds(3600))
    _ = try await live.look()
    let mine = "SELECT ID FROM information_schema.PROCESSLIST WHERE DB='\(site.lms)'"
    let sessions = try server.run(mine).split(separator: "\n")
    try #require(!sessions.isEmpty)
    try server.run(sessions.map { "KILL \($0)" }.joined(separator: "; "))
    try server.run(certificate(site, id: 1_000_005))
    let error = await #expect(throws: ClientError.self) { _ = try await live.look() }
    #expect(error?.mayPass == true)
    #expect(try await live.look().isWhole)
    try await expectFresh(folder, site, "after the cut")
    await live.close()
  }

  private func certificate(_ site: ServedSite, id: Int) -> String {
    """
    INSERT INTO \(site.lms).certificates_generatedcertificate (id, course_id, verify_uuid, download_uuid, download_url,
      grade, `key`, distinction, status, mode, name, created_date, modified_date, error_reason, user_id)
    VALUES (\(id), 'course-v1:New+N\(id)+2026', MD5(\(id)), '', '', '0.8', '', 0, 'downloadable', 'verified', 'Zoë',
      UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), '', 5)
    """
  }

  private func expectFresh(_ folder: TemporaryFolder, _ site: ServedSite, _ what: String) async throws {
    let whole = try TemporaryFolder()
    _ = try await site.pull(into: whole.path).run()
    let differences = try Contents(folder.path).differences(from: try Contents(whole.path))
    try #require(differences == [], "\(what)")
  }
}
