import GRDB
import OpenEdX

/// What the LMS's rows imply for Credentials, told by SQL from the rows alone: none of the engine's rules has a part.
struct ImpliedCredentials {
  let db: Database
  /// The learners to look at; nil for all.
  var learners: [String]?

  /// “learner/run” to “status override” of the certificates that are sent.
  func courses() throws -> [String: String] {
    try table(
      """
      SELECT username || '/' || c.course_id,
        CASE status WHEN 'downloadable' THEN 'awarded' ELSE 'revoked' END || ' ' || coalesce(o.date, '')
      FROM certificates_generatedcertificate c JOIN auth_user u ON u.id = c.user_id
      LEFT JOIN certificates_certificatedateoverride o ON o.generated_certificate_id = c.id
      WHERE c.mode <> 'audit' AND status NOT IN ('audit_passing', 'audit_notpassing')
      """
    )
  }

  /// “learner/program” of the programs of which each course has a passing certificate.
  func programs(_ programs: [CatalogProgram]) throws -> Set<String> {
    let passed = try table(
      """
      SELECT username || ' ' || c.course_id, 'passed'
      FROM certificates_generatedcertificate c JOIN auth_user u ON u.id = c.user_id
      WHERE c.mode <> 'audit' AND status IN ('downloadable', 'generating')
      """
    ).keys.map { $0.split(separator: " ").map(String.init) }
    let runs = Dictionary(grouping: passed) { $0[0] }.mapValues { Set($0.map { $0[1] }) }
    var complete: Set<String> = []
    for (learner, runs) in runs {
      for program in programs where program.isComplete(runs) { complete.insert("\(learner)/\(program.uuid.dashed)") }
    }
    return complete
  }

  /// “grade/learner/run” to “letter percent time”.
  func grades() throws -> [String: String] {
    try table(
      """
      SELECT 'grade/' || username || '/' || g.course_id,
        letter_grade || ' ' || CAST(round(percent_grade * 10000) AS integer) || ' ' || g.modified
      FROM grades_persistentcoursegrade g JOIN auth_user u ON u.id = g.user_id
      WHERE true
      """
    )
  }

  /// “grade/learner/run” of the certificates with which a grade is of interest.
  func interesting() throws -> Set<String> {
    Set(
      try table(
        """
        SELECT 'grade/' || username || '/' || c.course_id, status
        FROM certificates_generatedcertificate c JOIN auth_user u ON u.id = c.user_id
        WHERE c.mode <> 'audit' AND status IN ('downloadable', 'notpassing')
        """
      ).keys
    )
  }

  /// “date/run” to the date from which certificates are shown, or “at once”; of one course or all.
  func dates(run: String? = nil) throws -> [String: String] {
    try Self.rows(
      db,
      """
      SELECT 'date/' || id, coalesce(CASE
        WHEN self_paced THEN NULL
        WHEN certificates_display_behavior = 'end_with_date' THEN certificate_available_date
        WHEN certificates_display_behavior = 'end' THEN "end" END, 'at once')
      FROM course_overviews_courseoverview WHERE ?1 IS NULL OR id = ?1
      """,
      [run]
    )
  }

  private func table(_ sql: String) throws -> [String: String] {
    guard let learners else { return try Self.rows(db, sql, []) }
    let places = learners.map { _ in "?" }.joined(separator: ", ")
    return try Self.rows(db, "\(sql) AND username IN (\(places))", StatementArguments(learners))
  }

  static func rows(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> [String: String] {
    var result: [String: String] = [:]
    let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    while let row = try rows.next() { result[row[0]] = row[1] }
    return result
  }
}
