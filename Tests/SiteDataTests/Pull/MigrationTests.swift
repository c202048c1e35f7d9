import DatabaseFile
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite("A pull while the site changes its tables", .ownThread, MariaDBServer.needed, .timeLimit(.minutes(30)))
struct MigrationTests {
  private let server: MariaDBServer

  init() throws { server = try MariaDBServer.shared.get() }

  @Test func `a table that a migration has rebuilt since the snapshot is told, and the folder is as it was`()
    async throws
  {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let before = try Contents(folder.path)
    var pull = try site.pull(into: folder.path)
    pull.tell = { event in
      guard case .table(.credentials, "django_site") = event else { return }
      _ = try? server.run("ALTER TABLE \(site.lms).grades_persistentcoursegrade ADD COLUMN extra int, ALGORITHM=COPY")
    }
    let running = pull
    let error = await #expect(throws: ClientError.self) { try await running.run() }
    #expect(error?.number == 1412)
    #expect(error?.description.contains("grades_persistentcoursegrade") == true)
    #expect(error?.remedy.contains("migration") == true)
    #expect(try Contents(folder.path) == before)
    _ = try await site.pull(into: folder.path).run()
  }

  @Test func `a table that has been read can be migrated before the pull has ended`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let (folder, whole) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try await site.pull(into: whole.path).run()
    for anew in [true, false] {
      var pull = try site.pull(into: folder.path)
      pull.anew = anew
      pull.tell = { event in
        guard event == .table(.lms, "certificates_certificateallowlist") else { return }
        for table in [
          "\(site.lms).auth_user", "\(site.lms).certificates_generatedcertificate",
          "\(site.credentials).credentials_usercredential",
        ] {
          let alter = "SET lock_wait_timeout=1; ALTER TABLE \(table) ADD COLUMN extra_\(anew) int, ALGORITHM=COPY"
          #expect(throws: Never.self) { try server.run(alter) }
        }
      }
      _ = try await pull.run()
      #expect(try Contents(folder.path).differences(from: try Contents(whole.path)) == [])
    }
  }

  @Test func `a table that somebody keeps locked is waited for shortly, and told`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let folder = try TemporaryFolder()
    let pull = try site.pull(into: folder.path)
    try await server.program(site.lms).withSession { session in
      try await session.run("LOCK TABLES auth_userprofile WRITE")
      let error = await #expect(throws: ClientError.self) { try await pull.run() }
      #expect(error?.number == 1205)
      #expect(error?.description.contains("auth_userprofile") == true)
    }
    #expect(try await pull.run().isFresh)
  }

  @Test func `columns of other types come as the same values`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    let whole = try TemporaryFolder()
    _ = try await site.pull(into: whole.path).run()
    try server.run(
      """
      SET sql_mode='';
      ALTER TABLE student_courseenrollment MODIFY is_active BIT(1);
      ALTER TABLE course_overviews_courseoverview MODIFY self_paced BIT(8) NOT NULL;
      ALTER TABLE certificates_generatedcertificate MODIFY grade CHAR(5) CHARACTER SET ascii NOT NULL;
      ALTER TABLE grades_persistentcoursegrade MODIFY percent_grade DECIMAL(30,20) NOT NULL;
      """,
      database: site.lms
    )
    try server.run(
      """
      SET sql_mode='';
      ALTER TABLE catalog_program ADD COLUMN other binary(16);
      UPDATE catalog_program SET other=UNHEX(REPLACE(uuid,'-',''));
      ALTER TABLE catalog_program RENAME COLUMN uuid TO former, RENAME COLUMN other TO uuid;
      ALTER TABLE catalog_program MODIFY uuid binary(16) NOT NULL;
      """,
      database: site.credentials
    )
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    #expect(try Contents(folder.path).differences(from: try Contents(whole.path)) == [])
    #expect(try await site.pull(into: folder.path).run().tables.allSatisfy { $0.read == 0 })
  }

  @Test func `a zero date comes as the earliest time that a column without NULL can hold`() async throws {
    let site = try ServedSite(server)
    defer { site.remove() }
    try server.run(
      """
      SET sql_mode='ALLOW_INVALID_DATES';
      UPDATE \(site.lms).certificates_generatedcertificate SET modified_date='0000-00-00 00:00:00' WHERE id=1;
      UPDATE \(site.lms).course_overviews_courseoverview SET certificate_available_date='0000-00-00 00:00:00' LIMIT 1;
      """
    )
    let folder = try TemporaryFolder()
    _ = try await site.pull(into: folder.path).run()
    let rows = try Contents(folder.path).tables
    #expect(rows["certificates_generatedcertificate"]?.contains { $0.contains("0000-00") } == false)
    #expect(rows["course_overviews_courseoverview"]?.contains { $0.contains("0000-00") } == false)
    #expect(try await site.pull(into: folder.path).run().tables.allSatisfy { $0.read == 0 })
  }
}
