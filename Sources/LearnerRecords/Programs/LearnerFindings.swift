import OpenEdX

/// What is said about one learner: the rows that every list and every count is made of.
package struct LearnerFindings {
  /// What both sides hold.
  let rows: LearnerRows
  /// By run.
  let judgements: [RunRecordBuilder.Judgement]
  /// By the program's hexadecimal digits.
  package let programs: [ProgramRecord]
  fileprivate let judge: LearnerJudge

  /// The LMS's spelling of the name, or Credentials' when the LMS does not know the learner.
  package var username: String { rows.learner.username }

  /// Whether there is anything to tell.
  var hasRows: Bool { !judgements.isEmpty || !programs.isEmpty }

  /// By run, with the texts that a reader of them wants.
  ///
  /// - Throws: what the LMS's database reports when it is asked for what a record tells beside its rows.
  package func runs() throws -> [RunRecord] { try judgements.map { try judge.builder.record($0, rows) } }

  /// Adds the places, in the catalog's programs, of those in whose list of learners the learner stands.
  func addPlaces(to places: inout Set<Int>, _ catalog: Catalog) {
    for run in judgements.indices {
      for place in judgements[run].run.programs { places.insert(place) }
    }
    for credential in rows.credentials.programs + rows.former.programs {
      if let place = catalog.programByConfiguration[credential.configurationID] { places.insert(place) }
    }
    for credential in rows.former.courses {
      guard let id = catalog.courseConfigurations[credential.configurationID]?.runID else { continue }
      places.formUnion(catalog.programsByRun[id] ?? [])
    }
  }
}

/// Judges learners, each with their rows.
final class LearnerJudge {
  fileprivate let builder: RunRecordBuilder
  private let precheck: ProgramPrecheck
  private let includingProgramsWithoutFindings: Bool

  init(
    _ reader: RecordReader,
    _ filter: RunFilter = .all,
    includingRunsWithoutFindings: Bool,
    includingProgramsWithoutFindings: Bool = false,
    now: UTCTime
  ) throws {
    builder = RunRecordBuilder(
      reader: reader,
      filter: filter,
      includingRowsWithoutFindings: includingRunsWithoutFindings,
      now: now,
      overridden: try reader.overriddenCertificates(filter)
    )
    precheck = ProgramPrecheck(reader, now: now)
    self.includingProgramsWithoutFindings = includingProgramsWithoutFindings
  }

  /// Judges those of a walk over all learners.
  convenience init(_ reader: RecordReader, _ scope: SweepScope) throws {
    try self.init(
      reader,
      scope.filter,
      includingRunsWithoutFindings: scope.includingRunsWithoutFindings,
      now: scope.now
    )
  }

  func findings(_ rows: LearnerRows) throws -> LearnerFindings {
    let candidates = includingProgramsWithoutFindings ? .all : precheck.candidates(rows)
    var programs: [ProgramRecord] = []
    if !candidates.isEmpty {
      programs = try builder.reader.programRecords(
        rows,
        builder.filter,
        now: builder.now,
        overridden: builder.overridden,
        among: candidates,
        withFindingsOnly: !includingProgramsWithoutFindings
      )
    }
    return LearnerFindings(rows: rows, judgements: builder.judgements(rows), programs: programs, judge: self)
  }
}

extension RecordReader {
  /// Visits the learners who have a row, by username's code points: run rows and program rows in one walk.
  ///
  /// Memory does not grow with the rows: a few hundred learners are read at a time.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func learnerFindings(
    _ filter: RunFilter = .all,
    includingRowsWithoutFindings: Bool = false,
    now: UTCTime,
    _ visit: (LearnerFindings) throws -> Void
  ) throws {
    let judge = try LearnerJudge(
      self,
      filter,
      includingRunsWithoutFindings: includingRowsWithoutFindings,
      includingProgramsWithoutFindings: includingRowsWithoutFindings,
      now: now
    )
    func take(_ rows: LearnerRows) throws {
      let learner = try judge.findings(rows)
      if learner.hasRows { try visit(learner) }
    }
    guard filter.isOfAllLearners, !includingRowsWithoutFindings else { return try visitLearners(filter, take) }
    // Few have a finding: only their rows are read in full.
    try sweep(
      SweepScope(filter: filter, now: now),
      fold: { learners in learners.filter(\.hasRows).map(\.rows.learner) },
      take: { learners in for rows in try rows(of: learners) { try take(rows) } }
    )
  }

  /// Visits the (learner, course run) rows by username, then run, both by code points (<doc:Findings>).
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func runRecords(
    _ filter: RunFilter = .all,
    includingRowsWithoutFindings: Bool = false,
    now: UTCTime,
    _ visit: (RunRecord) throws -> Void
  ) throws {
    try learnerFindings(filter, includingRowsWithoutFindings: includingRowsWithoutFindings, now: now) { learner in
      for record in try learner.runs() { try visit(record) }
    }
  }

  /// One learner's rows by run, those without a finding included; empty when nobody knows the name.
  package func runRecords(of username: String, now: UTCTime) throws -> [RunRecord] {
    var records: [RunRecord] = []
    try runRecords(RunFilter(users: [username]), includingRowsWithoutFindings: true, now: now) { records.append($0) }
    return records
  }

  /// Visits the (learner, program) rows by username, then the program's hexadecimal digits (<doc:Findings#Programs>).
  ///
  /// A row is there for each program in which the learner has a certificate, a course or a program credential. Where
  /// the filter picks runs, a program needs one of the learner's certificates or credentials among them.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  package func programRecords(
    _ filter: RunFilter = .all,
    includingRowsWithoutFindings: Bool = false,
    now: UTCTime,
    _ visit: (ProgramRecord) throws -> Void
  ) throws {
    try learnerFindings(filter, includingRowsWithoutFindings: includingRowsWithoutFindings, now: now) { learner in
      for record in learner.programs { try visit(record) }
    }
  }
}
