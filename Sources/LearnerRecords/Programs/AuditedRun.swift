import OpenEdX

/// One (learner, course run) as an audit sees it: the verdict, and what it may have in common with other rows.
package struct AuditedRun: Sendable {
  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  package let username: String
  /// What the learner sees, and the findings.
  package let assessment: RunAssessment
  let run: CourseRunFacts
  let configuration: Catalog.CourseConfiguration?
  /// The month in which the LMS changed the certificate last, as `2026-06`; nil without a certificate or its time.
  let certificateMonth: String?

  /// The run's key, as the LMS's certificate spells it, or else the configuration.
  package var courseRun: String { run.key }
}

/// What an audit has to tell of one learner.
private struct AuditedLearner: Sendable {
  let runs: [AuditedRun]
  let programs: [ProgramRecord]

  init?(_ learner: LearnerFindings) {
    guard learner.hasRows else { return nil }
    runs = learner.judgements.map { judgement in
      AuditedRun(
        username: learner.username,
        assessment: judgement.assessment,
        run: judgement.run,
        configuration: judgement.configuration,
        certificateMonth: judgement.certificate?.month?.text
      )
    }
    programs = learner.programs
  }
}

extension RecordReader {
  /// Visits all rows in one walk by username's code points: a learner's runs, then the learner's programs.
  ///
  /// Rows of programs are there only with findings (<doc:Findings>).
  ///
  /// - Parameter progress: told now and then how many certificates were looked at.
  /// - Throws: what the databases report, and what the visitors throw, which ends the walk.
  package func audit(
    _ filter: RunFilter = .all,
    includingRunsWithoutFindings: Bool = false,
    now: UTCTime,
    progress: (Int) throws -> Void = { _ in },
    run visitRun: (AuditedRun) throws -> Void,
    program visitProgram: (ProgramRecord) throws -> Void
  ) throws {
    let scope = SweepScope(filter: filter, includingRunsWithoutFindings: includingRunsWithoutFindings, now: now)
    var certificates = 0
    try sweep(
      scope,
      fold: { learners in
        (
          certificates: learners.reduce(0) { $0 + $1.rows.certificates.count },
          learners: learners.compactMap(AuditedLearner.init)
        )
      },
      take: { piece in
        for learner in piece.learners {
          for row in learner.runs { try visitRun(row) }
          for record in learner.programs { try visitProgram(record) }
        }
        certificates += piece.certificates
        try progress(certificates)
      }
    )
  }
}
