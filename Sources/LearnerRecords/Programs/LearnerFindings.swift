import OpenEdX

/// What is said about one learner: the rows of their runs and of their programs.
package struct LearnerFindings: Sendable {
  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  package let username: String
  /// By run.
  package let runs: [RunRecord]
  /// By the program's hexadecimal digits.
  package let programs: [ProgramRecord]
}

extension RecordReader {
  /// Visits the learners who have a row, by username's code points: run rows and program rows in one walk.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func learnerFindings(
    _ filter: RunFilter = .all,
    includingRowsWithoutFindings: Bool = false,
    now: UTCTime,
    _ visit: (LearnerFindings) throws -> Void
  ) throws {
    let judge = LearnerJudge(
      self,
      filter,
      includingRunsWithoutFindings: includingRowsWithoutFindings,
      includingProgramsWithoutFindings: includingRowsWithoutFindings,
      overridden: try overriddenCertificates(filter),
      now: now
    )
    // Records tell times and ids, which a sweep leaves out.
    try visitLearners(filter.users) { rows in
      let verdicts = try judge.verdicts(rows)
      guard !verdicts.runs.isEmpty || !verdicts.programs.isEmpty else { return }
      try visit(
        LearnerFindings(
          username: rows.learner.username,
          runs: try judge.records(verdicts),
          programs: verdicts.programs
        )
      )
    }
  }
}
