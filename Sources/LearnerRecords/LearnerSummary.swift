import GRDB
import OpenEdX

/// One learner of a program, in a line.
public struct LearnerSummary: Sendable {
  /// Who it is.
  public let person: LearnerPerson
  /// Courses of the program that the page shows as Earned.
  public let earnedCourses: Int
  /// Courses of the program.
  public let courses: Int
  /// Rows of the program's runs with a drift.
  public let driftRows: Int
  /// Rows of the program's runs that a backfill mends without being asked for by name.
  public let backfillableRows: Int
  /// Whether the page's header says Earned: a visible, awarded program credential.
  public let isCompleted: Bool
  /// What is said about the learner in the program.
  public let programFindings: [Finding]
  /// What is said about any of its rows, and about the learner in the program.
  public let findings: Set<Finding>
}

extension RecordReader {
  /// The learners with a certificate, a course credential or a program credential in the program, by username.
  public func learners(ofProgram uuid: ProgramUUID, now: UTCTime) throws -> [LearnerSummary] {
    guard let program = catalog.program(uuid) else { return [] }
    return try summaries(candidates(program), program, now: now)
  }

  /// A page of the same: at most so many learners, those behind a username.
  ///
  /// - Parameter after: the last username of the page before; nil for the first page.
  public func learners(
    ofProgram uuid: ProgramUUID,
    after: String?,
    limit: Int,
    now: UTCTime
  ) throws -> [LearnerSummary] {
    guard let program = catalog.program(uuid), limit > 0 else { return [] }
    let learners = try candidates(program)
    let start =
      after.flatMap { after in learners.firstIndex { CodePoints.precedes(after, $0.username) } ?? learners.count } ?? 0
    return try summaries(Array(learners[start...].prefix(limit)), program, now: now)
  }

  private func summaries(
    _ learners: [Learner],
    _ program: Catalog.Program,
    now: UTCTime
  ) throws -> [LearnerSummary] {
    let filter = RunFilter(programs: [program.uuid])
    let maker = RunRecordMaker(reader: self, filter: filter, includingRowsWithoutFindings: true, now: now)
    let courses = Set(program.runIDs.compactMap { catalog.runs[$0]?.courseID }).count
    var summaries: [LearnerSummary] = []
    for start in stride(from: 0, to: learners.count, by: Self.chunkSize) {
      let chunk = Array(learners[start..<min(start + Self.chunkSize, learners.count)])
      for (rows, person) in zip(try rows(of: chunk), try people(chunk)) {
        let judgements = maker.judgements(rows)
        let holdings = Holdings(catalog: catalog, rows: rows.credentials, now: now)
        let findings = programRecords(rows, filter, now: now).first
        summaries.append(
          LearnerSummary(
            person: person,
            earnedCourses: holdings.earnedCourses(program),
            courses: courses,
            driftRows: judgements.count { $0.assessment.hasDrift },
            backfillableRows: judgements.count { $0.assessment.isBackfilledByDefault },
            isCompleted: holdings.isCompleted(program),
            programFindings: findings?.findings ?? [],
            findings: Set(judgements.flatMap(\.assessment.findings) + (findings?.findings ?? []))
          )
        )
      }
    }
    return summaries
  }

  /// Whoever has a row that touches the program, by username.
  private func candidates(_ program: Catalog.Program) throws -> [Learner] {
    let runs = Set(program.runIDs)
    let keys = program.runIDs.compactMap { catalog.runs[$0]?.key }
    let courses = catalog.courseConfigurations.values.filter { configuration in
      configuration.runID.map { runs.contains($0) } ?? false
        || keys.contains { CodePoints.equal($0, configuration.courseRun) }
    }
    let programs = catalog.programByConfiguration.filter { catalog.programs[$0.value].id == program.id }.map(\.key)
    let names = try LearnerNames(db)
    var found: [ExactText: Learner] = [:]
    let users = try Row.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT u.id, u.username FROM main.certificates_generatedcertificate g
        JOIN main.auth_user u ON u.id = g.user_id
        WHERE g.course_id COLLATE NOCASE IN (SELECT value FROM json_each(?))
        """,
      arguments: [try Self.json(keys)]
    )
    while let row = try users.next() {
      found[ExactText(row.text(1))] = names.learner(lmsUserID: row.integer(0), username: row.text(1))
    }
    let credentialed = try String.fetchSet(
      db,
      sql: """
        SELECT DISTINCT username FROM credentials.credentials_usercredential
        WHERE (credential_content_type_id = ? AND credential_id IN (SELECT value FROM json_each(?)))
          OR (credential_content_type_id = ? AND credential_id IN (SELECT value FROM json_each(?)))
        """,
      arguments: [
        courseContentType, Self.json(courses.map(\.id)), programContentType, Self.json(programs),
      ]
    )
    for name in credentialed where found[ExactText(name)] == nil {
      let learner = try owner(of: name, names)
      found[ExactText(learner.username)] = learner
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  private func owner(of name: String, _ names: LearnerNames) throws -> Learner {
    if let alias = names.owner(of: name) {
      return names.learner(lmsUserID: alias.lmsUserID, username: alias.lmsUsername)
    }
    let id = try Int64.fetchOne(
      db,
      sql: "SELECT id FROM main.auth_user WHERE username = ? AND username = ? COLLATE BINARY",
      arguments: [name, name]
    )
    return id.map { names.learner(lmsUserID: $0, username: name) } ?? names.stranger(name)
  }

  private static func json(_ ids: [Int64]) -> String { "[" + ids.map(String.init).joined(separator: ",") + "]" }
}
