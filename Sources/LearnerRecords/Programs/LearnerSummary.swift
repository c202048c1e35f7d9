import GRDB
import OpenEdX

/// One learner of a program, in a line.
package struct LearnerSummary: Sendable {
  /// Who it is.
  package let person: LearnerPerson
  /// Courses of the program that the page shows as Earned.
  package let earnedCourses: Int
  /// Courses of the program.
  package let courses: Int
  /// Rows with a drift: those of the program's runs, and that of the program itself.
  package let driftRows: Int
  /// Rows of the program's runs that a backfill repairs without being asked for by name.
  package let backfillableRows: Int
  /// Whether the page's header says Earned: a visible, awarded program credential.
  package let isCompleted: Bool
  /// What is said about the learner in the program.
  package let programFindings: [Finding]
  /// What is said about any of its rows, and about the learner in the program.
  package let findings: Set<Finding>
  /// The organizations in the keys of the runs that it has anything of, as `NorthX`.
  package var organizations: [String] = []
}

extension RecordReader {
  /// The learners with a certificate, a course credential or a program credential in the program, by username.
  package func learners(ofProgram uuid: ProgramUUID, now: UTCTime) throws -> [LearnerSummary] {
    guard let program = catalog.program(uuid) else { return [] }
    return try summaries(ProgramCandidates(self, program).all(), program, now: now)
  }

  /// A page of the same: at most so many learners, those behind a username by code points.
  ///
  /// A page costs about as much as its learners do, wherever it begins, when many of the LMS's users are in the program:
  /// users are walked by name until the page is full. The walk itself shows how many are: when it has passed some
  /// thousands of names and the page is still not full, all learners of the program are collected at once as
  /// `learners(ofProgram:now:)` does. A page of a program with few learners so costs little more than all of them.
  ///
  /// - Parameters:
  ///   - after: the last username of the page before; nil for the first page.
  ///   - limit: how many at most.
  package func learners(
    ofProgram uuid: ProgramUUID,
    after: String?,
    limit: Int,
    now: UTCTime
  ) throws -> [LearnerSummary] {
    guard let program = catalog.program(uuid), limit > 0 else { return [] }
    return try summaries(ProgramPage(self, program).learners(after: after, limit: limit), program, now: now)
  }

  func summaries(
    _ learners: [Learner],
    _ program: Catalog.Program,
    now: UTCTime
  ) throws -> [LearnerSummary] {
    let filter = RunFilter(programs: [program.uuid])
    let judge = try LearnerJudge(self, filter, includingRunsWithoutFindings: true, now: now)
    let courses = Set(program.runIDs.compactMap { catalog.runs[$0]?.courseID }).count
    var organizations = RunOrganizations()
    var summaries: [LearnerSummary] = []
    for start in stride(from: 0, to: learners.count, by: Self.chunkSize) {
      let chunk = Array(learners[start..<min(start + Self.chunkSize, learners.count)])
      for (rows, person) in zip(try rows(of: chunk), try people(chunk)) {
        let found = try judge.findings(rows)
        let holdings = Holdings(catalog: catalog, rows: rows.onPage, now: now)
        var counts = ProgramSummary.Counts()
        for judgement in found.judgements { counts.add(judgement.assessment, rows: 1) }
        for record in found.programs { counts.add(record.findings, rows: 1) }
        summaries.append(
          LearnerSummary(
            person: person,
            earnedCourses: holdings.earnedCourses(program),
            courses: courses,
            driftRows: counts.driftRows,
            backfillableRows: counts.backfillableRows,
            isCompleted: holdings.recordFailure(program) == nil && holdings.isCompleted(program),
            programFindings: found.programs.first?.findings ?? [],
            findings: Set(counts.findings.keys),
            organizations: organizations.names(found.judgements.map(\.run.key))
          )
        )
      }
    }
    return summaries
  }
}

/// The organizations of runs, each text and each list of them kept once: a list has hundreds of thousands of learners.
private struct RunOrganizations {
  private var byRun: [String: String] = [:]
  private var lists: [Set<String>: [String]] = [:]

  mutating func names(_ courseRuns: [String]) -> [String] {
    var names: Set<String> = []
    for run in courseRuns {
      let name = byRun[run] ?? (try? CourseKey(run))?.org ?? ""
      byRun[run] = name
      if !name.isEmpty { names.insert(name) }
    }
    if let list = lists[names] { return list }
    let list = names.sorted()
    lists[names] = list
    return list
  }
}
