import OpenEdX

/// One thing that a walk over all learners has found out about a learner. Many learners have the same, so that each is kept
/// once.
enum LedgerFact: Hashable, Sendable {
  /// A course run, and what is said about it.
  case run(Run)
  /// A program, and what is said about it.
  case program(Program)
  /// A program in whose list the learner stands for something else than a run's row.
  case member(ProgramUUID)

  struct Run: Hashable, Sendable {
    let key: ExactText
    let isEarned: Bool
    let findings: FindingSet
    /// The certificate configuration, where a finding rests on it.
    let configuration: Int64?
    /// When the LMS changed the certificate last; only where there is a drift.
    let month: Month?

    var assessment: RunAssessment {
      RunAssessment(shown: isEarned ? .earned : .notEarned, findings: findings.findings)
    }
  }

  struct Program: Hashable, Sendable {
    let program: ProgramUUID
    let findings: FindingSet
    let unlistedCauses: Set<UnlistedCause>
  }
}

extension LedgerFact {
  /// What a walk has found out about a learner.
  static func facts(_ learner: LearnerFindings, _ catalog: Catalog) -> [LedgerFact] {
    var facts: [LedgerFact] = []
    var places: Set<Int> = []
    learner.addPlaces(to: &places, catalog)
    // By their places, as a judgement that is taken out is copied with all it holds.
    for run in learner.judgements.indices {
      let findings = FindingSet(learner.judgements[run].assessment.findings)
      let restsOnConfiguration = learner.judgements[run].assessment.findings.contains { $0.restsOnConfiguration }
      let hasDrift = findings.intersects(.drift)
      facts.append(
        .run(
          Run(
            key: ExactText(learner.judgements[run].run.key),
            isEarned: learner.judgements[run].assessment.shown == .earned,
            findings: findings,
            configuration: restsOnConfiguration ? learner.judgements[run].configuration?.id : nil,
            month: hasDrift ? learner.judgements[run].certificate?.month : nil
          )
        )
      )
      for place in learner.judgements[run].run.programs { places.remove(place) }
    }
    for record in learner.programs {
      facts.append(
        .program(
          Program(
            program: record.program,
            findings: FindingSet(record.findings),
            unlistedCauses: record.unlistedCauses
          )
        )
      )
    }
    return facts + places.sorted().map { .member(catalog.programs[$0].uuid) }
  }
}
