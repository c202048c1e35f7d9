import OpenEdX

/// One program of the site, with what the site's learners have in it.
package struct ProgramSummary: Sendable {
  /// How many learners and rows.
  package struct Counts: Sendable, Hashable {
    /// Learners with a certificate, a course credential or a program credential in it.
    package var learners = 0
    /// The rows that an audit of the program visits: (learner, course run), and (learner, program) with a finding.
    package var rows = 0
    /// Rows with a drift.
    package var driftRows = 0
    /// Rows with a drift that a backfill repairs without being asked for by name, and no blocker.
    package var backfillableRows = 0
    /// Rows with each finding that occurs.
    package var findings: [Finding: Int] = [:]

    /// Nobody and nothing.
    package init() {}
  }

  /// The program.
  package let program: ProgramUUID
  /// Its title.
  package let title: String
  /// Its type, as `MicroMasters`.
  package let type: String
  /// `active`, `retired`, `unpublished` or `deleted`.
  package let status: String
  /// Its authoring organizations.
  package let organizations: [String]
  /// The organizations in the keys of its course runs, each once, as `NorthX`.
  package let organizationKeys: [String]
  /// How many courses it has.
  package let courses: Int
  /// How many course runs it has.
  package let courseRuns: Int
  /// Nil when they were not asked for.
  package var counts: Counts?
}

extension RecordReader {
  /// The site's programs by title, without looking at a learner.
  package func programs() -> [ProgramSummary] {
    catalog.programs.map { program in
      let runs = program.runIDs.compactMap { catalog.runs[$0] }
      return ProgramSummary(
        program: program.uuid,
        title: program.title,
        type: program.type,
        status: program.status,
        organizations: program.organizations,
        organizationKeys: Set(runs.compactMap { try? CourseKey($0.key).org }).sorted(),
        courses: Set(runs.map(\.courseID)).count,
        courseRuns: program.runIDs.count
      )
    }
  }

  /// The site's programs by title, with their counts: one walk over all learners.
  package func programs(now: UTCTime) throws -> [ProgramSummary] {
    var summaries = programs()
    for place in summaries.indices { summaries[place].counts = ProgramSummary.Counts() }
    let catalog = catalog
    try sweep(
      SweepScope(includingRunsWithoutFindings: true, now: now),
      fold: { ProgramSummary.Counts.counts($0, catalog) },
      take: { for (place, counts) in $0 { summaries[place].counts?.add(counts) } }
    )
    return summaries
  }
}

extension ProgramSummary.Counts {
  /// What some learners have in each program, by its place in the catalog.
  static func counts(_ learners: [LearnerFindings], _ catalog: Catalog) -> [Int: Self] {
    var counts: [Int: Self] = [:]
    var met: Set<Int> = []
    for learner in learners {
      met.removeAll(keepingCapacity: true)
      learner.addPlaces(to: &met, catalog)
      // By their places, as a judgement that is taken out is copied with all it holds.
      for run in learner.judgements.indices {
        for place in learner.judgements[run].run.programs {
          counts[place, default: Self()].add(learner.judgements[run].assessment)
        }
      }
      for record in learner.programs {
        if let place = catalog.placesByUUID[record.program] { counts[place, default: Self()].add(record) }
      }
      for place in met { counts[place, default: Self()].learners += 1 }
    }
    return counts
  }

  /// Adds those of other learners.
  mutating func add(_ other: Self) {
    learners += other.learners
    rows += other.rows
    driftRows += other.driftRows
    backfillableRows += other.backfillableRows
    findings.merge(other.findings, uniquingKeysWith: +)
  }

  /// Takes the row of a learner's run in.
  mutating func add(_ assessment: RunAssessment) {
    rows += 1
    if assessment.hasDrift { driftRows += 1 }
    if assessment.isBackfilledByDefault { backfillableRows += 1 }
    for finding in assessment.findings { findings[finding, default: 0] += 1 }
  }

  /// Takes the row of a learner's program in. A backfill repairs it only when it is asked for it.
  mutating func add(_ record: ProgramRecord) {
    rows += 1
    if record.hasDrift { driftRows += 1 }
    for finding in record.findings { findings[finding, default: 0] += 1 }
  }
}
