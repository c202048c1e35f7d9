import OpenEdX

extension RecordReader {
  /// The learners of a group of findings, by username; at most so many, whole learners.
  ///
  /// Who they are is found first, among the learners of the run or the program, or in a quick walk over all where a
  /// setting is at fault; it ends when there are enough. Only theirs are read in full.
  ///
  /// - Parameters:
  ///   - limit: how many learners at most.
  ///   - check: called now and then; what it throws ends the walk.
  /// - Throws: what the databases report, and what `check` throws.
  package func learners(
    of group: FindingGroup.ID,
    limit: Int,
    now: UTCTime,
    check: () throws -> Void = {}
  ) throws -> FindingLearners {
    let names = try usernames(of: group, limit: limit + 1, now: now, check: check)
    var rows: [FindingLearner] = []
    let kept = Array(names.prefix(limit))
    for start in stride(from: 0, to: kept.count, by: Self.chunkSize) {
      try check()
      rows += try findingLearners(kept[start..<min(start + Self.chunkSize, kept.count)], group, now: now)
    }
    return FindingLearners(rows: rows, hasMore: names.count > limit)
  }

  private struct Enough: Error {}

  private func usernames(
    of group: FindingGroup.ID,
    limit: Int,
    now: UTCTime,
    check: () throws -> Void
  ) throws -> [String] {
    let builder = RunRecordBuilder(reader: self, filter: group.filter, includingRowsWithoutFindings: false, now: now)
    let precheck = ProgramPrecheck(self, now: now)
    var names: [String] = []
    var visited = 0
    do {
      try visitCandidates(of: group) { rows in
        visited += 1
        if visited.isMultiple(of: 1024) { try check() }
        let isOne: Bool
        if case .program = group.subject {
          let candidates = precheck.candidates(rows)
          isOne =
            try !candidates.isEmpty
            && programRecords(rows, group.filter, now: now, among: candidates, withFindingsOnly: true)
              .contains { $0.findings.contains(group.finding) }
        } else {
          isOne = builder.judgements(rows).contains { $0.assessment.findings.contains(group.finding) }
        }
        guard isOne else { return }
        names.append(rows.learner.username)
        if names.count == limit { throw Enough() }
      }
    } catch is Enough {}
    return names
  }

  /// Visits, by username, all who can be of a group, and others.
  private func visitCandidates(of group: FindingGroup.ID, _ visit: (LearnerRows) throws -> Void) throws {
    let candidates: ProgramCandidates
    switch group.subject {
    case .lms, .organization:
      return try sweep { rows in for learner in rows { try visit(learner) } }
    case .courseRun(let key): candidates = try ProgramCandidates(self, courseRun: key.text)
    case .program(let uuid):
      guard let program = catalog.program(uuid) else { return }
      candidates = try ProgramCandidates(self, program)
    }
    let learners = try candidates.all()
    for start in stride(from: 0, to: learners.count, by: Self.chunkSize) {
      for rows in try rows(of: Array(learners[start..<min(start + Self.chunkSize, learners.count)])) { try visit(rows) }
    }
  }

  private func findingLearners(
    _ usernames: ArraySlice<String>,
    _ group: FindingGroup.ID,
    now: UTCTime
  ) throws -> [FindingLearner] {
    let builder = RunRecordBuilder(reader: self, filter: group.filter, includingRowsWithoutFindings: false, now: now)
    var found: [LearnerRows] = []
    try visitLearners(Array(usernames)) { found.append($0) }
    let people = try people(found.map(\.learner))
    return try zip(found, people).flatMap { rows, person -> [FindingLearner] in
      if case .program = group.subject {
        return try programRecords(rows, group.filter, now: now).filter { $0.findings.contains(group.finding) }
          .map { FindingLearner(person, program: $0) }
      }
      return try builder.records(rows).filter { $0.assessment.findings.contains(group.finding) }.map { record in
        let program = run(record.courseRun).programs.first.map { catalog.programs[$0].uuid }
        return FindingLearner(person, run: record, program: program)
      }
    }
  }
}
