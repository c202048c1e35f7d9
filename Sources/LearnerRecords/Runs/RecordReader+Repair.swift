import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// `CredentialsApiConfig`: enabled and with learner issuance.
  package var issuanceEnabled: Bool { lms.issuanceEnabled }

  /// The keys of a program's runs, course by course; empty when the site has no such program.
  package func courseRuns(ofProgram uuid: ProgramUUID) -> [[String]] {
    guard let program = catalog.program(uuid) else { return [] }
    let runs = program.runIDs.compactMap { catalog.runs[$0] }
    var courses: [Int64] = []
    for run in runs where !courses.contains(run.courseID) { courses.append(run.courseID) }
    return courses.map { course in runs.filter { $0.courseID == course }.map(\.key) }
  }

  /// Whether the catalog, a certificate configuration or the LMS's course overviews have the run.
  package func knows(courseRun: String) -> Bool {
    let run = run(courseRun)
    return !run.runIDs.isEmpty || run.hasOverview || !run.configurations.isEmpty
  }

  /// The keys of the catalog's runs, by name.
  package var courseRunKeys: [String] { catalog.runs.values.map(\.key).sorted(by: CodePoints.precedes) }

  /// The organizations in the keys of the catalog's runs and of the certificate configurations, by name.
  package var organizations: [String] {
    let keys = Set(catalog.runs.values.map { ExactText($0.key) }).union(catalog.configurationsByRun.keys)
    return Set(keys.map { ExactText(run($0.text).org) }).sorted().map(\.text)
  }

  /// Whether an active or retired program has the run, spelled exactly so.
  package func isInProgram(courseRun: String) -> Bool {
    let ids = catalog.runIDsByKey[ExactText(courseRun)] ?? []
    return ids.contains { catalog.programsByRun[$0]?.contains { catalog.programs[$0].isOffered } ?? false }
  }

  /// What `send_grade_to_credentials` would decide from for this row.
  ///
  /// - Throws: what the databases report.
  package func sendGrade(_ record: RunRecord) throws -> SendGrade {
    SendGrade(
      username: record.username,
      courseRunKey: record.courseRun,
      issuanceEnabled: record.facts.issuanceEnabled,
      recordsEnabled: record.facts.recordsEnabled,
      userExists: record.lmsUserID != nil,
      certificate: record.facts.certificate,
      grade: try record.lmsUserID.flatMap { try grade(userID: $0, record.courseRun) }
    )
  }

  /// The learner's course grade in the LMS, of the run spelled exactly so.
  func grade(userID: Int64, _ courseRun: String) throws -> SendGrade.Grade? {
    let row = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT course_id, letter_grade, percent_grade, modified FROM main.grades_persistentcoursegrade
          WHERE user_id = ? AND course_id = ?
          """
      ),
      arguments: [userID, courseRun]
    )
    guard let row, CodePoints.equal(try row.text(0), courseRun) else { return nil }
    return try SendGrade.Grade(letter: row.text(1), percent: row.grade(2), modified: row.time(3))
  }

  /// Every certificate of some users, the audit ones included.
  ///
  /// - Throws: what the database reports.
  package func certificates(ofUsers ids: Set<Int64>) throws -> [(user: Int64, courseRun: String)] {
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT g.user_id, g.course_id FROM json_each(?) j
        CROSS JOIN main.certificates_generatedcertificate g ON g.user_id = j.value ORDER BY g.user_id, g.course_id
        """,
      arguments: [Self.json(ids.sorted())]
    )
    var certificates: [(user: Int64, courseRun: String)] = []
    while let row = try rows.next() { certificates.append((try row.integer(0), try row.text(1))) }
    return certificates
  }
}
