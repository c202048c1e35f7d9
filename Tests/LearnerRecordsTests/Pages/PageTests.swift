import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `The page` {
  @Test(arguments: [
    (0.285, "28%"), (0.995, "100%"), (0, "0%"), (0.005, "1%"), (0.0049, "0%"), (0.575, "57%"), (0.58, "58%"),
    (1, "100%"), (1.5, "150%"), (-0.005, "0%"), (-0.006, "-1%"), (0.6119, "61%"),
  ])
  func `rounds a grade as JavaScript does`(fraction: Double, text: String) {
    #expect(LearnerRecordPage.percentText(fraction) == text)
  }

  /// A learner with a row of the page and the golden answer it must agree with.
  @Test func `shows what the service's detail says, row by row`() throws {
    let deployment = try Deployment()
    var rows = 0
    var missing = 0
    try deployment.read { reader in
      for line in try Fixtures.jsonLines(Fixtures.golden("records.jsonl")).prefix(60) {
        let username = line["username"]?.string ?? ""
        for answer in line["details"]?.array ?? [] {
          guard let program = ProgramUUID(answer["uuid"]?.string ?? "") else { continue }
          let found = try reader.learnerRecord(username: username, program: program, now: Clock.golden)
          let page = try #require(found)
          let grades = answer["record"]?["grades"]?.array ?? []
          #expect(page.rows.count == grades.count)
          for (row, grade) in zip(page.rows, grades) {
            let issued = grade["issue_date"]?.string ?? ""
            #expect((row.status == .earned) == !issued.isEmpty)
            #expect((row.percent.isEmpty) == issued.isEmpty)
            #expect((row.dateEarned?.isoFormat ?? "") == issued)
            let isMissing = !issued.isEmpty && grade["percent_grade"] == ""
            #expect(row.isGradeMissing == isMissing)
            if isMissing {
              #expect(row.percent == "0%")
              missing += 1
            }
            // An earned row stands on an earned run, and the other way round.
            #expect((row.status == .earned) == row.runs.contains { $0.assessment.shown == .earned })
            #expect(!row.runs.isEmpty)
            rows += 1
          }
          let listed = (line["list"]?["enrolled_programs"]?.array ?? []).first { $0["uuid"]?.string == program.hex }
          #expect((page.listWord == nil) == (listed == nil))
          #expect((page.reasonUnlisted == nil) == (listed != nil))
          if let listed { #expect((page.listWord == "Completed") == (listed["completed"] == true)) }
        }
      }
    }
    #expect(rows > 500)
    #expect(missing > 10)
  }

  @Test func `a run without a row on either side says that there is no certificate`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .lms,
      "DELETE FROM certificates_generatedcertificate WHERE user_id = (SELECT id FROM auth_user WHERE username = 'learner00003')"
    )
    try deployment.execute(.credentials, "DELETE FROM credentials_usercredential WHERE username = 'learner00003'")
    try deployment.read { reader in
      let program = reader.programs()[0].program
      let found = try reader.learnerRecord(username: "learner00003", program: program, now: Clock.golden)
      let page = try #require(found)
      #expect(page.headerWord == "Not Earned")
      #expect(page.reasonUnlisted?.contains("no course credential") == true)
      #expect(page.rows.allSatisfy { $0.status == .notEarned && !$0.runs.isEmpty })
      #expect(page.rows.flatMap(\.runs).allSatisfy { $0.assessment.findings == [.noCertificate] })
    }
  }

  @Test func `of several awarded runs the one with the highest configuration id is shown`() throws {
    let deployment = try Deployment()
    // Two runs of one course, awarded in the order against their configurations'.
    let program = try deployment.read { reader in
      try #require(reader.programs().first { $0.courseRuns > $0.courses }?.program)
    }
    try deployment.execute(
      .credentials,
      """
      DELETE FROM credentials_usercredential WHERE username = 'learner00004';
      UPDATE credentials_coursecertificate SET certificate_available_date = NULL;
      INSERT INTO credentials_usercredential
        (created, modified, username, status, uuid, credential_content_type_id, credential_id)
        SELECT '2024-01-01', '2024-01-01', 'learner00004', 'awarded', printf('%032x', c.id), 25, c.id
        FROM credentials_coursecertificate c JOIN catalog_program_course_runs r ON r.courserun_id = c.course_run_id
        JOIN catalog_program p ON p.id = r.program_id WHERE p.uuid = '\(program.hex)' ORDER BY c.id DESC
      """
    )
    try deployment.read { reader in
      let found = try reader.learnerRecord(username: "learner00004", program: program, now: Clock.golden)
      let page = try #require(found)
      let several = page.rows.filter { $0.awardedRuns.count > 1 }
      #expect(!several.isEmpty)
      for row in several {
        let last = row.runs.max { ($0.configuration?.id ?? 0) < ($1.configuration?.id ?? 0) }
        #expect(last.map { "course-v1:" + row.courseID == $0.courseRun } == true)
        #expect(row.awardedRuns.last.map { $0 == last?.courseRun } == true)
      }
    }
  }

  @Test func `an unlinked configuration is told, since it fails the service's page`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .credentials,
      """
      UPDATE credentials_coursecertificate SET course_run_id = NULL, certificate_available_date = NULL WHERE id = (
        SELECT credential_id FROM credentials_usercredential
        WHERE username = 'learner00000' AND credential_content_type_id = 25 LIMIT 1)
      """
    )
    try deployment.read { reader in
      let program = reader.programs()[0].program
      let found = try reader.learnerRecord(username: "learner00000", program: program, now: Clock.golden)
      let page = try #require(found)
      #expect(page.failure?.text.contains("not linked") == true)
      #expect(page.headerWord == PageFailure.word)
      #expect(page.rows.allSatisfy { $0.status == .failed && $0.dateEarned == nil && $0.percent.isEmpty })
    }
  }
}
