import DatabaseFile
import Foundation
import GRDB
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `A copy of two moments` {
  /// The LMS's moment and that of Credentials, as both files tell them.
  private static func origin(
    lms: String,
    credentials: String,
    method: String = "pull",
    pairs: (String, String) = ("p", "p")
  ) -> String {
    [("main.", pairs.0), ("c.", pairs.1)].map { schema, pair in
      """
      \(SyncOrigin.schema.replacing("TABLE sync_origin", with: "TABLE \(schema)sync_origin"));
      INSERT INTO \(schema)sync_origin VALUES
        ('lms', '\(method)', 'a', NULL, NULL, '\(lms)', '\(lms)', '\(pair)'),
        ('credentials', '\(method)', 'b', NULL, NULL, '\(credentials)', '\(credentials)', '\(pair)');
      """
    }.joined(separator: "\n")
  }

  /// The certificate of Charts is not in the LMS's copy, and the credential changed then.
  private static func orphan(changed: String) -> String {
    """
    DELETE FROM certificates_generatedcertificate WHERE id=21;
    DELETE FROM student_courseenrollment WHERE user_id=502 AND course_id LIKE '%HP101%';
    UPDATE c.credentials_usercredential SET modified='\(changed)' WHERE id=4;
    DELETE FROM c.credentials_usercredential WHERE id=6;
    """
  }

  /// The credential of Charts is not in the copy of Credentials, and the certificate changed then.
  private static func lost(changed: String) -> String {
    """
    DELETE FROM c.credentials_usercredential WHERE id IN (4, 6);
    DELETE FROM c.records_usergrade WHERE username='tomas' AND course_run_id=1;
    UPDATE certificates_generatedcertificate SET modified_date='\(changed)' WHERE id=21;
    """
  }

  private static let lmsFirst = origin(lms: "2026-11-20 10:00:00", credentials: "2026-11-20 10:30:00")
  private static let credentialsFirst = origin(lms: "2026-11-20 10:30:00", credentials: "2026-11-20 10:00:00")

  @Test func `an award that the older LMS cannot know of is too new to judge, and an older one is orphaned`() throws {
    let new = try Harbour(Self.lmsFirst + Self.orphan(changed: "2026-11-20 10:10:00.5"))
    #expect(try new.audit() == ["tomas HP101 earned: too-new"])
    let old = try Harbour(Self.lmsFirst + Self.orphan(changed: "2026-11-20 09:50:00"))
    #expect(try old.audit() == ["tomas HP101 earned: credential-orphaned"])
  }

  @Test func `a certificate whose award the older Credentials cannot have is too new, and an older one is lost`() throws
  {
    let new = try Harbour(Self.credentialsFirst + Self.lost(changed: "2026-11-20 10:10:00"))
    #expect(try new.audit() == ["tomas HP101 not-earned: too-new", "tomas program: too-new"])
    let old = try Harbour(Self.credentialsFirst + Self.lost(changed: "2026-11-20 09:50:00"))
    #expect(try old.audit() == ["tomas HP101 not-earned: award-lost", "tomas program: program-award-lost"])
  }

  @Test func `of one moment, or of unknown ones, everything is judged`() throws {
    let changes = Self.lost(changed: "2026-11-20 10:10:00")
    for origin in [
      "", Self.credentialsFirst.replacing("'b'", with: "'a'").replacing("10:30", with: "10:00"),
      Self.credentialsFirst.replacing("'2026-11-20 10:00:00', '2026", with: "NULL, '2026"),
    ] {
      let site = try Harbour(origin + changes)
      #expect(try site.audit().first == "tomas HP101 not-earned: award-lost")
    }
  }

  @Test func `an hour is allowed for the time that a dump takes, and a minute for the clocks of a live site`() throws {
    let changes = Self.lost(changed: "2026-11-20 09:59:30")
    #expect(try Harbour(Self.credentialsFirst + changes).audit().first == "tomas HP101 not-earned: too-new")
    let hour = Self.lost(changed: "2026-11-20 09:10:00")
    #expect(try Harbour(Self.credentialsFirst + hour).audit().first == "tomas HP101 not-earned: award-lost")
    let dumps = Self.origin(lms: "2026-11-20 10:30:00", credentials: "2026-11-20 10:00:00", method: "dump")
    #expect(try Harbour(dumps + hour).audit().first == "tomas HP101 not-earned: too-new")
  }

  @Test(arguments: [
    "UPDATE c.credentials_usercredential SET status='revoked', modified='2026-11-20 10:10:00' WHERE id=4;",
    """
    UPDATE certificates_generatedcertificate SET status='notpassing', modified_date='2026-11-20 10:10:00' WHERE id=21;
    """,
    """
    INSERT INTO certificates_certificatedateoverride(created, modified, date, reason, generated_certificate_id,
      overridden_by_id) VALUES ('2026-11-20 10:10:00', '2026-11-20 10:10:00', '2026-01-01 00:00:00', '', 21, 1);
    """,
    """
    INSERT INTO c.credentials_usercredentialdateoverride(created, modified, date, user_credential_id)
    VALUES ('2026-11-20 10:10:00', '2026-11-20 10:10:00', '2026-01-01 00:00:00', 4);
    """,
    """
    UPDATE grades_persistentcoursegrade SET percent_grade=0.5, modified='2026-11-20 10:10:00'
    WHERE user_id=502 AND course_id='course-v1:NqiX+HP101+2026T1';
    """,
    """
    UPDATE c.records_usergrade SET verified=0, modified='2026-11-20 10:10:00' WHERE username='tomas' AND course_run_id=1;
    """,
  ])
  func `whatever of a row changed later, the row is not judged, and it is when it changed before`(change: String) throws
  {
    let new = try Harbour(Self.lmsFirst + change)
    let lines = try new.audit()
    #expect(lines.contains { $0.hasPrefix("tomas HP101 ") && $0.hasSuffix(": too-new") }, "\(lines)")
    #expect(!lines.contains { $0.contains("stale") || $0.contains("drift") || $0.contains("missing") }, "\(lines)")
    let old = try Harbour(Self.lmsFirst + change.replacing("10:10:00", with: "08:10:00"))
    #expect(try !old.audit().contains { $0.contains("too-new") })
    #expect(try old.audit() != new.audit())
  }

  @Test func `a date that changed later is not judged`() throws {
    let date = """
      UPDATE c.credentials_coursecertificate SET certificate_available_date='2030-01-01 00:00:00',
        modified='2026-11-20 10:10:00' WHERE id=1;
      """
    let new = try Harbour(Self.lmsFirst + date)
    #expect(try new.audit().filter { $0.contains("HP101") }.allSatisfy { $0.contains("too-new") })
    #expect(try new.read { try $0.configurationProblems(now: Harbour.now) }.allSatisfy { $0.kind != .dateDrift })
    let old = try Harbour(Self.lmsFirst + date.replacing("10:10:00", with: "08:10:00"))
    #expect(try old.audit().filter { $0.contains("HP101") }.allSatisfy { $0.contains("date-drift") })
    #expect(try old.read { try $0.configurationProblems(now: Harbour.now) }.contains { $0.kind == .dateDrift })
  }

  @Test func `it is no drift, nothing to repair, and tells the two moments`() throws {
    let site = try Harbour(Self.credentialsFirst + Self.lost(changed: "2026-11-20 10:10:00"))
    let row = try #require(try site.rows("tomas").first)
    #expect(!row.assessment.hasDrift && !row.assessment.isBackfillable)
    #expect(
      row.notes.contains {
        $0 == "LMS is of 2026-11-20T10:30:00Z, Credentials is of 2026-11-20T10:00:00Z: a row that changed after "
          + "2026-11-20T09:59:00Z is not judged."
      }
    )
    #expect(row.nextSteps(at: CommandPlace()).map(\.command) == [nil])
    let groups = try site.read { try $0.findingGroups(now: Harbour.now) }
    #expect(groups.allSatisfy { $0.id.finding.kind != .drift })
  }

  @Test func `files of two pairs are refused, and so is a file beside one that nobody filled`() throws {
    let folder = try Fixtures.harbour(
      Self.origin(lms: "2026-11-20 10:00:00", credentials: "2026-11-20 10:00:00", pairs: ("one", "two"))
    )
    let error = #expect(throws: DatabaseFileError.self) { try RecordStore(folder: folder.path) }
    #expect(error?.code == .schema)
    #expect(error?.description.contains("not written together") == true)
    let half = try Fixtures.harbour(Self.lmsFirst + "DROP TABLE c.sync_origin;")
    #expect(throws: DatabaseFileError.self) { try RecordStore(folder: half.path) }
  }

  @Test func `a reader that comes between two files of a new pair waits for the second`() async throws {
    let site = try Harbour(Self.lmsFirst)
    let store = try RecordStore(folder: site.folder.path)
    let lms = try DatabasePool(path: site.folder.file("lms.sqlite"))
    let credentials = try DatabasePool(path: site.folder.file("credentials.sqlite"))
    try await lms.write { db in
      try db.execute(sql: "UPDATE sync_origin SET pair = 'q'")
    }
    let reading = Task { try store.read { try $0.runRecords(of: "tomas", now: Harbour.now).count } }
    try await credentials.write { db in try db.execute(sql: "UPDATE sync_origin SET pair = 'q'") }
    #expect(try await reading.value == 2)
  }
}
