import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `A grade that Credentials lacks` {
  /// A row whose run is in a program, and the change that the test makes to the LMS's grade of it.
  private func row(_ change: (RunRecord) -> String) throws -> RunRecord {
    let deployment = try Deployment()
    let row = try #require(try deployment.read(Self.lacking))
    try deployment.execute(.lms, change(row))
    return try #require(try deployment.read(Self.lacking))
  }

  private static func lacking(_ reader: RecordReader) throws -> RunRecord? {
    var found: RunRecord?
    try reader.runRecords(now: Clock.golden) { record in
      guard found == nil, record.assessment.findings == [.gradeMissing] else { return }
      if reader.isInProgram(courseRun: record.courseRun) { found = record }
    }
    return found
  }

  private func command(_ row: RunRecord) -> String { row.nextSteps(at: CommandPlace()).last?.command ?? "" }

  @Test func `is shown with what the LMS would send`() throws {
    let row = try row { row in
      """
      UPDATE grades_persistentcoursegrade SET percent_grade = 0.875, letter_grade = '', modified = '2026-01-02 03:04:05'
      WHERE user_id = \(row.lmsUserID ?? 0) AND course_id = '\(row.courseRun)'
      """
    }
    let line =
      "LMS: the course grade is 0.875, without a letter, saved 2026-01-02T03:04:05Z; this is what a backfill sends."
    #expect(row.evidence.contains(line), "\(row.evidence)")
    #expect(command(row).hasSuffix("--include grade-missing"))
    #expect(row.unchecked.isEmpty)
  }

  @Test func `is told apart from the certificate's own, which is not sent`() throws {
    for (grade, said) in [
      ("0.91", "the certificate says 0.91, but only a course grade is sent"), ("", "nothing to send"),
    ] {
      let row = try row { row in
        """
        DELETE FROM grades_persistentcoursegrade WHERE user_id = \(row.lmsUserID ?? 0);
        UPDATE certificates_generatedcertificate SET grade = '\(grade)' WHERE id = \(row.lms?.id ?? 0)
        """
      }
      #expect(row.evidence.contains { $0.contains("no course grade for the run") && $0.contains(said) })
      #expect(command(row) == "./manage.py lms compute_grades --courses \(row.courseRun)")
    }
  }

  @Test func `is looked for no further in a copy without the table`() throws {
    let row = try row { _ in "DROP TABLE grades_persistentcoursegrade" }
    #expect(row.evidence.contains("LMS: its table of course grades is not in this copy."))
    #expect(row.unchecked.contains { $0.contains("grades_persistentcoursegrade") })
  }

  @Test func `of a run in no program is sent by nobody`() throws {
    let deployment = try Deployment()
    try deployment.execute(.credentials, "UPDATE catalog_program SET status = 'deleted'")
    try deployment.read { reader in
      var rows: [RunRecord] = []
      try reader.runRecords(now: Clock.golden) { if $0.assessment.findings == [.gradeMissing] { rows.append($0) } }
      let row = try #require(rows.first)
      #expect(row.evidence.contains { $0.contains("no active or retired program has the run") })
      #expect(row.nextSteps(at: CommandPlace()).map(\.command) == [nil])
    }
  }

  @Test func `is not looked for where none is lacking`() throws {
    try Deployment().read { reader in
      try reader.runRecords(includingRowsWithoutFindings: true, now: Clock.golden) { record in
        #expect((record.gradeSource != nil) == record.assessment.findings.contains(.gradeMissing))
      }
    }
  }
}
