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
    try judge.findings(rows).addPlaces(to: &touched, catalog)
    return LearnerPrograms(
      person: person,
      entries: try touched.sorted().map { catalog.programs[$0] }.compactMap { program in
        guard let summary = try summaries([learner], program, now: now).first else { return nil }
        return LearnerPrograms.Entry(
          program: program.uuid,
          title: program.title,
          listWord: list.failure == nil
            ? list.entries.first { $0.program == program.uuid }?.statusWord : PageFailure.word,
          summary: summary
        )
      }
    )
  }
}
