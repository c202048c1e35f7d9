import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `Faults of real sites` {
  private func problems(_ site: Harbour) throws -> [String] {
    try site.read { try $0.configurationProblems(now: Harbour.now).map { "\($0.kind.rawValue): \($0.text)" } }
  }

  @Test func `two catalog rows of one run key take the award off the page`() throws {
    let site = try Harbour(Fixtures.Harbour.doubledRun)
    #expect(
      try site.audit() == [
        "ines HP101 not-earned: run-key-duplicate", "tomas HP101 not-earned: run-key-duplicate",
      ]
    )
    let row = try #require(try site.rows("ines").first)
    #expect(!row.assessment.isBackfillable)
    #expect(row.notes.contains { $0.contains("runs 1 (with configuration 1) and 3 (listed by “Harbour Pilotage”)") })
    #expect(try problems(site).contains { $0.hasPrefix("run-key-duplicate") && $0.contains(Harbour.charts) })
    #expect(try site.page("ines")?.rows.map(\.status) == [.notEarned, .earned])
  }

  @Test func `a program configuration without a program fails the list and the record`() throws {
    let site = try Harbour(Fixtures.Harbour.unlinkedProgram)
    let page = try #require(try site.page("ines"))
    #expect(page.failure?.cause == .programConfiguration(1))
    #expect(page.headerWord == PageFailure.word)
    #expect(page.listWord == PageFailure.word)
    #expect(page.rows.allSatisfy { $0.status == .failed })
    #expect(try site.audit().contains { $0.hasPrefix("ines program:") && $0.contains("page-fails") })
    #expect(try problems(site).contains { $0.hasPrefix("page-fails") && $0.contains("ProgramCertificate 1") })
    try site.read { reader in
      let list = try #require(try reader.programRecordList(username: "ines", now: Harbour.now))
      #expect(list.entries.isEmpty)
      #expect(list.json["page_failure"]?["id"] == 1)
    }
  }

  @Test func `a course configuration without a run fails every record of its holders`() throws {
    let site = try Harbour("UPDATE c.credentials_coursecertificate SET course_run_id=NULL WHERE id=1;")
    let page = try #require(try site.page("ines"))
    #expect(page.failure?.cause == .courseConfiguration(1, courseRun: Harbour.charts))
    #expect(page.listWord == "Completed")
    let lines = try site.audit()
    #expect(lines.contains("ines HP101 earned: page-fails"))
    #expect(lines.contains("ines program: page-fails"))
  }

  @Test func `two configurations of one run are told with a remedy that loses no award`() throws {
    let site = try Harbour(
      """
      INSERT INTO c.credentials_coursecertificate(id,created,modified,is_active,course_id,certificate_type,site_id)
        VALUES (5,'2026-01-01 00:00:00','2026-01-01 00:00:00',1,'\(Harbour.charts)','honor',1);
      """
    )
    let row = try #require(try site.rows("ines").first)
    #expect(row.assessment.findings == [.configDuplicate])
    #expect(row.notes.contains { $0.contains("1 (verified, linked), 5 (honor, not linked)") })
    let problem = try site.read { try $0.configurationProblems(now: Harbour.now) }
    #expect(problem.contains { $0.kind == .configDuplicate && $0.remedy.contains("see that none is left") })
    #expect(!problem.contains { $0.remedy.contains("populate_missing_courserun_info") })
  }

  static let passed = Fixtures.Harbour.uncertified

  @Test func `somebody who has passed without a certificate is not said to be unfinished`() throws {
    let site = try Harbour(Self.passed)
    #expect(try site.audit() == ["tomas HP101 not-earned: passed-uncertified"])
    let row = try #require(try site.rows("tomas").first)
    #expect(row.evidence.contains { $0.contains("0.75") && $0.contains("first passed 2026-05-30T10:00:00Z") })
    let commands = row.nextSteps(at: CommandPlace()).compactMap(\.command)
    #expect(commands == ["./manage.py lms cert_generation -u 502 -c \(Harbour.charts)"])
    // The page's row tells the same.
    #expect(try site.page("tomas")?.rows.first?.runs.first?.assessment.findings == [.passedUncertified])
  }

  @Test(arguments: [
    "UPDATE student_courseenrollment SET is_active=0 WHERE user_id=502;",
    "UPDATE student_courseenrollment SET mode='audit' WHERE user_id=502;",
    "UPDATE grades_persistentcoursegrade SET letter_grade='' WHERE user_id=502;",
    "DROP TABLE student_courseenrollment;",
  ])
  func `without a passing grade and an active enrolment that counts the LMS owes nothing`(change: String) throws {
    #expect(try Harbour(Self.passed + change).audit() == [])
  }

  @Test func `an upgrade after passing in audit asks for a new certificate`() throws {
    let site = try Harbour(
      """
      UPDATE certificates_generatedcertificate SET status='audit_passing', mode='audit' WHERE id=21;
      DELETE FROM c.credentials_usercredential WHERE id IN (4,6);
      DELETE FROM c.records_usergrade WHERE username='tomas' AND course_run_id=1;
      """
    )
    #expect(try site.audit() == ["tomas HP101 not-earned: audit upgrade-not-regenerated"])
  }

  @Test func `an active invalidation is named with who made it, when and why`() throws {
    let site = try Harbour(
      """
      UPDATE certificates_generatedcertificate SET status='unavailable' WHERE id=21;
      UPDATE c.credentials_usercredential SET status='revoked' WHERE id=4;
      INSERT INTO auth_user(id,username,email) VALUES (900,'staffer','s@example.org');
      INSERT INTO certificates_certificateinvalidation(created,modified,notes,active,generated_certificate_id,
        invalidated_by_id) VALUES ('2026-07-02 09:00:00','2026-07-02 09:00:00','wrong learner',1,21,900);
      """
    )
    let row = try #require(try site.rows("tomas").first)
    #expect(row.assessment.findings == [.certificateInvalid, .invalidationActive])
    #expect(
      row.evidence.contains(
        "LMS: the certificate was invalidated by “staffer” at 2026-07-02T09:00:00Z: “wrong learner”."
      )
    )
    #expect(row.nextSteps(at: CommandPlace()).map(\.text) == [Finding.invalidationActive.remedy])
    #expect(try site.audit().contains("tomas HP101 not-earned: certificate-invalid invalidation-active"))
  }

  @Test func `an exception without a certificate is told`() throws {
    let exception = """
      INSERT INTO certificates_certificateallowlist(created,modified,course_id,allowlist,user_id)
        VALUES ('2026-07-02 09:00:00','2026-07-02 09:00:00','\(Harbour.charts)',1,502);
      UPDATE grades_persistentcoursegrade SET letter_grade='' WHERE user_id=502;
      """
    #expect(try Harbour(exception).audit() == [])
    let site = try Harbour(Self.passed + exception)
    #expect(try site.audit() == ["tomas HP101 not-earned: exception-not-generated"])
  }

  @Test func `a run that the program excludes explains a row that is not earned`() throws {
    let other = "course-v1:NqiX+HP101+2025T3"
    let site = try Harbour(
      """
      DELETE FROM certificates_generatedcertificate WHERE id=21;
      DELETE FROM grades_persistentcoursegrade WHERE user_id=502 AND course_id='\(Harbour.charts)';
      DELETE FROM c.credentials_usercredential WHERE id IN (4,6);
      DELETE FROM c.records_usergrade WHERE username='tomas' AND course_run_id=1;
      INSERT INTO c.catalog_courserun(id,created,modified,uuid,key,course_id) VALUES (3,'2026-01-01 00:00:00',
        '2026-01-01 00:00:00','0d000000000000000000000000000003','\(other)',1);
      INSERT INTO c.credentials_coursecertificate(id,created,modified,is_active,course_id,certificate_type,site_id,
        course_run_id) VALUES (3,'2026-01-01 00:00:00','2026-01-01 00:00:00',1,'\(other)','verified',1,3);
      INSERT INTO certificates_generatedcertificate(id,course_id,verify_uuid,grade,status,mode,name,created_date,
        modified_date,user_id) VALUES (23,'\(other)','b3','0.75','downloadable','verified','Tomas Lind',
        '2025-12-30 10:00:00','2025-12-30 10:00:00',502);
      """
    )
    let row = try #require(try site.page("tomas")?.rows.first)
    #expect(row.status == .notEarned)
    #expect(row.runs.first?.assessment.findings == [.runExcluded])
    #expect(row.runs.first?.evidence.contains { $0.contains(other) } == true)
    // The header's word has the same reason.
    #expect(try site.page("tomas")?.reasonIncomplete == "“Charts”: passed in a run that the program does not have.")
    #expect(try site.page("ines")?.reasonIncomplete == nil)
  }

  @Test func `a certificate of another mode than the run's may not count for the program`() throws {
    let site = try Harbour(
      """
      UPDATE certificates_generatedcertificate SET mode='honor' WHERE id=22;
      DELETE FROM c.credentials_usercredential WHERE id=6;
      """
    )
    #expect(try site.audit() == ["tomas program: program-award-lost run-type-differs"])
  }

  @Test func `a program award waits for an account, which the first post would need`() throws {
    let site = try Harbour(
      """
      DELETE FROM c.credentials_usercredential WHERE id=6;
      DELETE FROM c.core_user WHERE username='tomas';
      """
    )
    #expect(try site.audit() == ["tomas program: program-award-lost account-missing"])
    let switchedOff = try Harbour(
      """
      DELETE FROM c.credentials_usercredential WHERE id=6;
      DELETE FROM c.core_user WHERE username='tomas';
      UPDATE c.core_siteconfiguration SET records_enabled=0;
      """
    )
    #expect(try switchedOff.audit() == ["tomas program: program-award-lost"])
  }

  @Test func `a run without course overview does not count for the program, unless another run of its course does`()
    throws
  {
    let lost = """
      DELETE FROM c.credentials_usercredential WHERE id=6;
      DELETE FROM course_overviews_courseoverview WHERE id='\(Harbour.radio)';
      """
    let site = try Harbour(lost)
    #expect(try site.audit() == ["tomas program: program-award-lost program-overview-missing"])
    let steps = try #require(try site.page("tomas")?.program).nextSteps(at: CommandPlace())
    #expect(!steps.contains { $0.command?.contains("--backfill") == true })
    let other = "course-v1:NqiX+HP102+2026T2"
    let passedTwice = try Harbour(
      lost + """
        INSERT INTO course_overviews_courseoverview(created,modified,version,id,org,display_name,self_paced)
          VALUES ('2026-01-01 00:00:00','2026-01-01 00:00:00',19,'\(other)','NqiX','Radio',1);
        INSERT INTO c.catalog_courserun(id,created,modified,uuid,key,course_id) VALUES (3,'2026-01-01 00:00:00',
          '2026-01-01 00:00:00','0d000000000000000000000000000003','\(other)',2);
        INSERT INTO c.catalog_program_course_runs(sort_value,program_id,courserun_id) VALUES (2,1,3);
        INSERT INTO certificates_generatedcertificate(id,course_id,verify_uuid,grade,status,mode,name,created_date,
          modified_date,user_id) VALUES (23,'\(other)','b3','0.75','downloadable','verified','Tomas Lind',
          '2026-09-30 10:00:00','2026-09-30 10:00:00',502);
        """
    )
    #expect(
      try passedTwice.audit() == ["tomas HP102 not-earned: award-lost", "tomas program: program-award-lost"]
    )
  }

  @Test func `a program whose configuration has no program is not awarded, as the page would fail`() throws {
    let site = try Harbour("DELETE FROM c.credentials_usercredential WHERE id=6;" + Fixtures.Harbour.unlinkedProgram)
    #expect(try site.audit() == ["ines program: page-fails", "tomas program: program-award-lost page-fails"])
    #expect(try site.page("tomas")?.failure == nil)
    let program = try #require(try site.page("tomas")?.program)
    #expect(program.evidence.contains { $0.contains("would fail on the list") })
    #expect(!program.nextSteps(at: CommandPlace()).contains { $0.command?.contains("--backfill") == true })
  }

  @Test func `a complete program without a configuration, or with one elsewhere, is told`() throws {
    let lost = "DELETE FROM c.credentials_usercredential WHERE id IN (3,6);"
    let missing = try Harbour(lost + "DELETE FROM c.credentials_programcertificate;")
    #expect(
      try missing.audit() == ["ines program: program-config-missing", "tomas program: program-config-missing"]
    )
    let elsewhere = try Harbour(
      lost + "INSERT INTO c.django_site(id,domain,name) VALUES (2,'two.example.org','two');"
        + "UPDATE c.credentials_programcertificate SET site_id=2;"
    )
    #expect(
      try elsewhere.audit() == [
        "ines program: program-config-missing config-other-site",
        "tomas program: program-config-missing config-other-site",
      ]
    )
  }

  @Test func `several awarded runs of a course are told, as the database chooses the one that is shown`() throws {
    let site = try Harbour("UPDATE c.catalog_courserun SET course_id=1;")
    #expect(try site.rows("ines").map(\.assessment.findings) == [[.severalRuns], [.severalRuns]])
  }

  @Test func `programs of another site are read when that site is asked for`() throws {
    let site = try Harbour(
      """
      INSERT INTO c.django_site(id,name,domain) VALUES (2,'Quayside','credentials.quayside.example.org');
      INSERT INTO c.core_siteconfiguration SELECT 2,lms_url_root,2,catalog_api_url,certificate_help_url,company_name,
        homepage_url,'Quayside Learning',privacy_policy_url,tos_url,verified_certificate_url,enable_linkedin_sharing,
        enable_twitter_sharing,twitter_username,enable_facebook_sharing,facebook_app_id,segment_key,theme_name,
        records_help_url,partner_from_address,records_enabled FROM c.core_siteconfiguration WHERE id=1;
      UPDATE c.catalog_program SET site_id=2;
      UPDATE c.credentials_coursecertificate SET site_id=2;
      UPDATE c.credentials_programcertificate SET site_id=2;
      """
    )
    try site.read { reader in
      #expect(reader.servedSiteID == 1)
      #expect(reader.sites.map(\.programs) == [0, 1])
      #expect(reader.programs().isEmpty)
      let others = try reader.listsOfOtherSites(username: "ines", now: Harbour.now)
      #expect(others.map(\.0.id) == [2])
      #expect(others.first?.1.entries.map(\.statusWord) == ["Completed"])
    }
    for name in ["2", "credentials.quayside.example.org"] {
      try site.read(RecordSettings(site: name)) { reader in
        let list = try #require(try reader.programRecordList(username: "ines", now: Harbour.now))
        #expect(list.entries.map(\.statusWord) == ["Completed"])
      }
    }
    #expect(throws: UnknownSite.self) { try site.read(RecordSettings(site: "9")) { _ in } }
  }

  @Test func `uuids with hyphens are the same programs`() throws {
    let site = try Harbour(
      """
      UPDATE c.catalog_program SET uuid='3f0c9a7e-51d2-4b8a-9c6e-0d1b2a3f4e5d';
      UPDATE c.credentials_programcertificate SET program_uuid='3f0c9a7e-51d2-4b8a-9c6e-0d1b2a3f4e5d';
      """
    )
    #expect(try site.audit() == [])
    #expect(try site.page("ines")?.headerWord == "Earned")
  }

  @Test func `another spelling of a run's key is no reason to take it out of a program`() throws {
    let site = try Harbour(
      """
      UPDATE course_overviews_courseoverview SET id=replace(id,'NqiX','nqix');
      UPDATE certificates_generatedcertificate SET course_id=replace(course_id,'NqiX','nqix');
      """
    )
    let problems = try site.read { try $0.configurationProblems(now: Harbour.now) }
    #expect(!problems.contains { $0.remedy.contains("take it out") })
    #expect(problems.map(\.kind) == [.runSpelling, .runSpelling])
  }

  @Test func `an award of a run whose key is spelled otherwise is lost and found like any other`() throws {
    let site = try Harbour(
      """
      UPDATE certificates_generatedcertificate SET course_id=replace(course_id,'NqiX','nqix');
      UPDATE grades_persistentcoursegrade SET course_id=replace(course_id,'NqiX','nqix');
      UPDATE course_overviews_courseoverview SET id=replace(id,'NqiX','nqix');
      DELETE FROM c.credentials_usercredential WHERE id=4;
      """
    )
    #expect(try site.audit() == ["tomas HP101 not-earned: award-lost"])
    #expect(try site.rows("tomas").first?.assessment.isBackfillable == true)
  }
}
