import OpenEdX

/// A learner and the programs they have anything in.
package struct LearnerPrograms: Sendable {
  /// One program.
  package struct Entry: Sendable {
    /// The program.
    package let program: ProgramUUID
    /// Its title.
    package let title: String
    /// The word on the learner's list, Completed or Partially Completed, or that the service fails on it; nil when the program is not on it.
    package let listWord: String?
    /// What is said of the learner in the program.
    package let summary: LearnerSummary
    /// The keys of the program's runs.
    package var courseRuns: [String] = []
    /// The keys of those that a backfill repairs without being asked for by name.
    package var backfillableRuns: [String] = []
  }

  /// Who it is.
  package let person: LearnerPerson
  /// By title, as the learner's list is.
  package let entries: [Entry]
}

extension RecordReader {
  /// The programs in which a learner has a certificate, a course or a program credential, with the words of their list.
  ///
  /// - Parameter username: a name of either database, spelled exactly or else without case.
  /// - Returns: nil when nobody knows the name.
  package func learnerPrograms(username: String, now: UTCTime) throws -> LearnerPrograms? {
    guard let learner = try learner(named: username), let rows = try rows(of: [learner]).first,
      let person = try people([learner]).first
    else { return nil }
    let user = try credentialsUser(learner) ?? CredentialsUser(absent: person)
    let list = list(Holdings(catalog: catalog, rows: try pageRows(user.username), now: now))
    var touched = Set(list.entries.compactMap { catalog.placesByUUID[$0.program] })
    let judge = try LearnerJudge(self, includingRunsWithoutFindings: true, now: now)
    let found = try judge.findings(rows)
    found.addPlaces(to: &touched, catalog)
    let backfillable = Set(found.judgements.filter(\.assessment.isBackfilledByDefault).map { ExactText($0.run.key) })
    return LearnerPrograms(
      person: person,
      entries: try touched.sorted().map { catalog.programs[$0] }.compactMap { program in
        guard let summary = try summaries([learner], program, now: now).first else { return nil }
        let runs = program.runIDs.compactMap { catalog.runs[$0]?.key }
        return LearnerPrograms.Entry(
          program: program.uuid,
          title: program.title,
          listWord: list.failure == nil
            ? list.entries.first { $0.program == program.uuid }?.statusWord : PageFailure.word,
          summary: summary,
          courseRuns: runs,
          backfillableRuns: runs.filter { backfillable.contains(ExactText($0)) }
        )
      }
    )
  }
}
