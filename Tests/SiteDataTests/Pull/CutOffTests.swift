import DatabaseFile
import Foundation
import MariaDBSupport
import ProcessTestSupport
import Synchronization
import TestSupport
import Testing

@testable import SiteData

@Suite("A pull that is cut off", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct CutOffTests {
  @Test func `cut at any table, it says so, and the folder is as it was`() async throws {
    let server = try MariaDBServer.shared.get()
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    try server.run("CREATE USER cut@localhost; GRANT SELECT ON *.* TO cut@localhost")
    defer { _ = try? server.run("DROP USER cut@localhost") }
    let before = try Contents(folder.path)
    try server.run("UPDATE \(site.lms).certificates_generatedcertificate SET grade='0.01'")
    for side in SiteSide.allCases {
      for table in side.tables where before.tables[table.name]?.isEmpty == false {
        for anew in [false, true] {
          var pull = try site.pull(into: folder.path, user: "cut")
          pull.anew = anew
          pull.tell = { event in
            if event == .table(side, table.name) { _ = try? server.run("KILL USER cut@localhost") }
          }
          let error = await #expect(throws: ClientError.self, "\(table.name)") { try await pull.run() }
          #expect([2013, 2006, 1927].contains(error?.number), "\(table.name)")
          #expect(error?.description.contains(table.name) == true)
        }
      }
    }
    #expect(try Contents(folder.path) == before)
    _ = try await site.pull(into: folder.path).run()
    #expect(try Contents(folder.path) != before)
  }

  @Test func `cut in the middle of a first pull, it leaves nothing, not even the folder`() async throws {
    let server = try MariaDBServer.shared.get()
    let site = try ServedSite(server)
    defer { site.remove() }
    try server.run("CREATE USER cut_first@localhost; GRANT SELECT ON *.* TO cut_first@localhost")
    defer { _ = try? server.run("DROP USER cut_first@localhost") }
    let folder = try TemporaryFolder()
    for table in ["core_user", "auth_user", "student_courseenrollment"] {
      var pull = try site.pull(into: folder.file("a/site"), user: "cut_first")
      pull.tell = { event in
        guard case .table(_, let name) = event, name == table else { return }
        #expect(FileManager.default.fileExists(atPath: folder.file("a/site")))
        _ = try? server.run("KILL USER cut_first@localhost")
      }
      let running = pull
      await #expect(throws: ClientError.self, "\(table)") { try await running.run() }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `killed and started again in the middle, the server gives the next pull all of it`() async throws {
    let server = try MariaDBServer()
    let site = try ServedSite(server)
    let folder = try TemporaryFolder()
    var pull = try site.pull(into: folder.path)
    let isFirst = Mutex(true)
    pull.tell = { event in
      guard event == .table(.lms, "grades_persistentcoursegrade"), isFirst.withLock({ $0 }) else { return }
      isFirst.withLock { $0 = false }
      server.kill()
      try? server.start()
    }
    let error = await #expect(throws: ClientError.self) { try await pull.run() }
    #expect([2013, 2006].contains(error?.number))
    #expect(!FileManager.default.fileExists(atPath: folder.file("lms.sqlite")))
    #expect(try await pull.run().isFresh)
  }

  @Test func `an account that is locked meanwhile is told by name at the next session`() async throws {
    let server = try MariaDBServer.shared.get()
    let site = try ServedSite(server)
    defer { site.remove() }
    try server.run("CREATE USER lockable@localhost; GRANT SELECT ON *.* TO lockable@localhost")
    defer { _ = try? server.run("DROP USER lockable@localhost") }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path, user: "lockable").run()
    try server.run("ALTER USER lockable@localhost ACCOUNT LOCK")
    let before = try Contents(folder.path)
    let error = await #expect(throws: ClientError.self) {
      try await site.pull(into: folder.path, user: "lockable").run()
    }
    #expect(error?.number == 4151)
    #expect(error?.description.contains("locked") == true)
    #expect(try Contents(folder.path) == before)
  }

  @Test func `an account that is locked between the two snapshots leaves the folder as it was`() async throws {
    let server = try MariaDBServer.shared.get()
    let site = try ServedSite(server)
    defer { site.remove() }
    try server.run(
      """
      CREATE USER first_only@localhost; GRANT SELECT ON \(site.credentials).* TO first_only@localhost;
      CREATE USER second_only@localhost; GRANT SELECT ON \(site.lms).* TO second_only@localhost;
      """
    )
    defer { _ = try? server.run("DROP USER first_only@localhost; DROP USER second_only@localhost") }
    let folder = try TemporaryFolder()
    var pull = try site.pull(into: folder.path)
    pull.credentials = try server.program(site.credentials, user: "first_only", label: "credentials.database")
    pull.lms = try server.program(site.lms, user: "second_only")
    _ = try await pull.run()
    let before = try Contents(folder.path)
    try server.run("UPDATE \(site.credentials).credentials_usercredential SET status='later'")
    pull.tell = { event in
      guard event == .table(.credentials, "records_usergrade") else { return }
      _ = try? server.run("ALTER USER second_only@localhost ACCOUNT LOCK")
    }
    let running = pull
    let error = await #expect(throws: ClientError.self) { try await running.run() }
    #expect(error?.number == 4151)
    #expect(try Contents(folder.path) == before)
  }

  @Test func `what fails when both sides are in force already is told, and they stay`() async throws {
    let server = try MariaDBServer.shared.get()
    let site = try ServedSite(server)
    defer { site.remove() }
    try server.run(
      """
      CREATE USER early@localhost; GRANT SELECT ON \(site.credentials).* TO early@localhost;
      CREATE USER late@localhost; GRANT SELECT ON \(site.lms).* TO late@localhost;
      """
    )
    defer { _ = try? server.run("DROP USER early@localhost; DROP USER late@localhost") }
    let folder = try TemporaryFolder()
    var pull = try site.pull(into: folder.path)
    pull.credentials = try server.program(site.credentials, user: "early", label: "credentials.database")
    pull.lms = try server.program(site.lms, user: "late")
    pull.tell = { event in if event == .placing { _ = try? server.run("ALTER USER early@localhost ACCOUNT LOCK") } }
    let report = try await pull.run()
    #expect(report.note?.contains("locked") == true)
    #expect(report.origin.judgeableUntil != nil)
    let whole = try TemporaryFolder()
    _ = try await site.pull(into: whole.path).run()
    #expect(try Contents(folder.path) == Contents(whole.path))
  }

  @Test func `cancelled at any table, the folder is as it was and can be pulled into again`() async throws {
    let server = try MariaDBServer.shared.get()
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    for table in ["core_user", "credentials_usercredential", "auth_user", "student_courseenrollment"] {
      let (events, tell) = AsyncStream.makeStream(of: String.self)
      var pull = try site.pull(into: folder.path)
      pull.tell = { if case .table(_, let name) = $0 { tell.yield(name) } }
      pull.pause = .milliseconds(50)
      let task = Task { [pull] in
        defer { tell.finish() }
        return try await pull.run()
      }
      for await name in events where name == table { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(!FileManager.default.fileExists(atPath: folder.file("lms.sqlite")))
    }
    #expect(try await site.pull(into: folder.path).run().isFresh)
  }
}
