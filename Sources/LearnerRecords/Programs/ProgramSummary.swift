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
  package func programs(now: UTCTime) throws -> [ProgramSummary] { counts(try auditLedger(now: now)).programs }
}

extension ProgramSummary.Counts {
  /// Takes rows of learners' runs in that are alike.
  mutating func add(_ assessment: RunAssessment, rows count: Int) {
    rows += count
    if assessment.hasDrift { driftRows += count }
    if assessment.isBackfilledByDefault { backfillableRows += count }
    for finding in assessment.findings { findings[finding, default: 0] += count }
  }

  /// Takes rows of learners' programs in that are alike. A backfill repairs them only when it is asked for them.
  mutating func add(_ findings: [Finding], rows count: Int) {
    rows += count
    if findings.contains(where: { $0.kind == .drift }) { driftRows += count }
    for finding in findings { self.findings[finding, default: 0] += count }
  }
}
