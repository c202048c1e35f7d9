import DatabaseFile
import Foundation
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("A pull of live databases", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct SnapshotTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  @Test func `the first pull gives every needed row of the site as it is`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let report = try await site.pull(into: folder.path).run()
    #expect(report.isFresh)
    #expect(report.isOneSnapshot)
    let recorded = try Fixtures.goldenDeployment()
    let golden = try withExtendedLifetime(recorded) { try Contents(recorded.path) }
    let pulled = try Contents(folder.path)
    // What MariaDB's tables hold; the golden files spell some numbers otherwise.
    for name in ["auth_user", "certificates_generatedcertificate", "credentials_usercredential", "core_user"] {
      #expect(pulled.tables[name]?.count == golden.tables[name]?.count, "\(name)")
    }
    #expect(pulled.differences(from: golden) == [])
  }

  @Test func `the folder tells where it is from and of what moment`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let origin = try await site.pull(into: folder.path).run().origin
    #expect(origin.lms.method == .pull)
    #expect(origin.lms.database == site.lms)
    #expect(origin.credentials.database == site.credentials)
    #expect(origin.lms.snapshot != nil)
    #expect(origin.lms.snapshot == origin.credentials.snapshot)
    #expect(origin.judgeableUntil == nil)
  }

  @Test func `a change that is committed while the snapshot is read is on neither side`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    var pull = try site.pull(into: folder.path)
    pull.tell = { event in
      guard case .table(.credentials, "django_site") = event else { return }
      _ = try? server.run(
        """
        UPDATE \(site.lms).certificates_generatedcertificate SET status='revoked-later';
        UPDATE \(site.credentials).credentials_usercredential SET status='revoked-later';
        """
      )
    }
    _ = try await pull.run()
    #expect(!(try Contents(folder.path).tables.values.joined().contains { $0.contains("revoked-later") }))
  }

  @Test func `with an account for each database it is two snapshots, Credentials first, and both moments are told`()
    async throws
  {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    try server.run(
      """
      CREATE USER lms_only@localhost; GRANT SELECT ON \(site.lms).* TO lms_only@localhost;
      CREATE USER cred_only@localhost; GRANT SELECT ON \(site.credentials).* TO cred_only@localhost;
      """
    )
    defer { _ = try? server.run("DROP USER lms_only@localhost; DROP USER cred_only@localhost") }
    var pull = try site.pull(into: folder.path)
    pull.lms = try server.program(site.lms, user: "lms_only")
    pull.credentials = try server.program(site.credentials, user: "cred_only", label: "credentials.database")
    let report = try await pull.run()
    #expect(!report.isOneSnapshot)
    let moments = try #require(
      report.origin.credentials.snapshot.flatMap { first in
        report.origin.lms.snapshot.map { (first, $0) }
      }
    )
    #expect(moments.0 != moments.1)
    #expect(report.origin.judgeableUntil != nil)
    let whole = try TemporaryFolder()
    _ = try await site.pull(into: whole.path).run()
    #expect(try Contents(folder.path) == Contents(whole.path))
  }

  @Test func `an account made by the lines of --grants can pull, and can read nothing else`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    var grants = PullGrants()
    grants.user = "granted"
    grants.host = "localhost"
    grants.lms = site.lms
    grants.credentials = site.credentials
    let lines = grants.lines.map { $0.replacing(PullGrants.passwordPlace, with: "pw") }
    try server.run(lines.joined(separator: "\n"), force: true)
    defer { _ = try? server.run("DROP USER granted@localhost") }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path, user: "granted", password: "pw").run()
    let whole = try TemporaryFolder()
    _ = try await site.pull(into: whole.path).run()
    #expect(try Contents(folder.path) == Contents(whole.path))
    let error = await #expect(throws: ClientError.self) {
      try await server.program(site.lms, user: "granted", password: "pw").withSession {
        try await $0.all(Selection(["password"], "FROM auth_user"))
      }
    }
    #expect(error?.number == 1143)
  }

  @Test func `a needed table that is not there or may not be read is named, with the remedy`() async throws {
    let site = try ServedSite(server, filled: false)
    defer { site.remove() }
    try server.run("DROP TABLE \(site.lms).auth_userprofile")
    let folder = try TemporaryFolder()
    let error = await #expect(throws: SiteDataError.self) { try await site.pull(into: folder.path).run() }
    #expect(error?.code == .missingTable)
    #expect(error?.description.contains("auth_userprofile") == true)
    #expect(error?.description.contains("--grants") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("lms.sqlite")))
  }

  @Test func `a second pull on a folder that is being filled is refused`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let held = try StagedDeployment(folder: folder.path)
    let error = await #expect(throws: SiteDataError.self) { try await site.pull(into: folder.path).run() }
    #expect(error?.code == .inUse)
    withExtendedLifetime(held) {}
  }
}
