import OpenEdX

/// What is said about one learner: the rows that every list and every count is made of.
struct LearnerVerdicts {
  /// What both sides hold.
  let rows: LearnerRows
  /// By run.
  let runs: [RunRecordBuilder.Judgement]
  /// Programs with a finding, by the program's hexadecimal digits.
  let programs: [ProgramRecord]

  /// Adds the places, in the catalog's programs, of those in whose list of learners the learner stands.
  func addPlaces(to places: inout Set<Int>, _ catalog: Catalog) {
    for run in runs.indices {
      for place in runs[run].run.programs { places.insert(place) }
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
struct LearnerJudge {
  private let runs: RunRecordBuilder
  private let precheck: ProgramPrecheck
  private let includingProgramsWithoutFindings: Bool

  init(
    _ reader: RecordReader,
    _ filter: RunFilter = .all,
    includingRunsWithoutFindings: Bool,
    includingProgramsWithoutFindings: Bool = false,
    overridden: Set<Int64> = [],
    now: UTCTime
  ) {
    runs = RunRecordBuilder(
      reader: reader,
      filter: filter,
      includingRowsWithoutFindings: includingRunsWithoutFindings,
      now: now,
      overridden: overridden
    )
    precheck = ProgramPrecheck(reader, now: now)
    self.includingProgramsWithoutFindings = includingProgramsWithoutFindings
  }

  func verdicts(_ rows: LearnerRows) throws -> LearnerVerdicts {
    var programs: [ProgramRecord] = []
    if includingProgramsWithoutFindings || precheck.mayFind(rows) {
      programs = try runs.reader.programRecords(rows, runs.filter, now: runs.now, overridden: runs.overridden)
      if !includingProgramsWithoutFindings { programs.removeAll { $0.findings.isEmpty } }
    }
    return LearnerVerdicts(rows: rows, runs: runs.judgements(rows), programs: programs)
  }

  /// The runs of a learner's verdicts, with the texts that a reader of them wants.
  ///
  /// - Throws: what the LMS's database reports when it is asked for what a record tells beside its rows.
  func records(_ verdicts: LearnerVerdicts) throws -> [RunRecord] {
    try verdicts.runs.map { try runs.record($0, verdicts.rows) }
  }
}

extension RecordReader {
  /// Visits the learners by username's code points, those without any row, too.
  ///
  /// - Throws: what the databases report, and what `visit` throws, which ends the walk.
  func visitVerdicts(
    _ filter: RunFilter = .all,
    includingRunsWithoutFindings: Bool,
    now: UTCTime,
    _ visit: (LearnerVerdicts) throws -> Void
  ) throws {
    let judge = LearnerJudge(
      self,
      filter,
      includingRunsWithoutFindings: includingRunsWithoutFindings,
      overridden: try overriddenCertificates(filter),
      now: now
    )
    if filter.users.isEmpty, !filter.hasWindow {
      var sweep = try LearnerSweep(self)
      try sweep.visit { try visit(try judge.verdicts($0)) }
    } else {
      try visitLearners(filter.users) { try visit(try judge.verdicts($0)) }
    }
  }
}
