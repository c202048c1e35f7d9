import OpenEdX

/// An audit in counts: by finding, by program, by course run, and what many rows have in common.
package struct AuditSummary {
  /// One line: what was counted, and in how many rows.
  package struct Count: Sendable, Hashable {
    /// The finding's name, the program's title or the run's key.
    package let name: String
    /// The program's identity, in the counts by program.
    package let program: ProgramUUID?
    /// How many rows.
    package let rows: Int
  }

  /// One thing that, repaired, repairs many rows.
  package struct Cause: Sendable, Hashable {
    /// The finding that the rows have in common.
    package let finding: Finding
    /// The thing, as `configuration 17 of course-v1:…`.
    package let thing: String
    /// How many rows it explains.
    package let rows: Int

    /// As a sentence.
    package var text: String {
      "\(thing) explains \(rows) row\(rows == 1 ? "" : "s"): \(finding.summary) (\(finding.rawValue))"
    }
  }

  private struct CauseKey: Hashable {
    let finding: Finding
    let thing: ExactText
  }

  private let catalog: Catalog
  private var findings: [Finding: Int] = [:]
  private var programs: [Int: Int] = [:]
  private var runs: [ExactText: Int] = [:]
  private var months: [String: Int] = [:]
  private var organizations: [String: Int] = [:]
  private var causeRows: [CauseKey: Int] = [:]
  /// Rows that were counted.
  package private(set) var rows = 0
  /// Rows with a drift.
  package private(set) var driftRows = 0
  /// Whether something has to be repaired in a row.
  package private(set) var needsRepair = false
  /// Rows in which the LMS owes the learner something.
  package private(set) var owedRows = 0

  init(catalog: Catalog) { self.catalog = catalog }

  /// Takes a run's row in.
  package mutating func add(_ row: AuditedRun) {
    rows += 1
    for finding in row.assessment.findings {
      count(finding)
      guard let thing = Self.thing(finding, row) else { continue }
      causeRows[CauseKey(finding: finding, thing: ExactText(thing)), default: 0] += 1
    }
    if row.assessment.findings.contains(where: { $0.kind == .lms }) { owedRows += 1 }
    guard row.assessment.hasDrift else { return }
    driftRows += 1
    runs[ExactText(row.courseRun), default: 0] += 1
    for place in row.run.programs { programs[place, default: 0] += 1 }
    organizations[row.run.org, default: 0] += 1
    if let month = row.certificateMonth { months[month, default: 0] += 1 }
  }

  /// Takes a program's row in.
  package mutating func add(_ row: ProgramRecord) {
    rows += 1
    for finding in row.findings { count(finding) }
    guard row.hasDrift else { return }
    driftRows += 1
    if let place = catalog.placesByUUID[row.program] { programs[place, default: 0] += 1 }
  }

  private mutating func count(_ finding: Finding) {
    findings[finding, default: 0] += 1
    if finding.kind.needsRepair { needsRepair = true }
  }

  /// How many rows have each finding, in the order of <doc:Findings>.
  package var byFinding: [Count] {
    Finding.allCases.compactMap { finding in
      findings[finding].map { Count(name: finding.rawValue, program: nil, rows: $0) }
    }
  }

  /// How many rows of each program have a drift, its runs' and its own; the most first.
  package var byProgram: [Count] {
    Self.sorted(
      programs.map { place, rows in
        Count(name: catalog.programs[place].title, program: catalog.programs[place].uuid, rows: rows)
      }
    )
  }

  /// How many rows with drift have a certificate that the LMS changed last in each month, the oldest first; months without
  /// one, between the first and the last, have none.
  package var byMonth: [Count] {
    MonthSpan(months.keys).map { Count(name: $0, program: nil, rows: months[$0] ?? 0) }
  }

  /// How many rows of each organization's runs have a drift, the most first.
  package var byOrganization: [Count] {
    Self.sorted(organizations.map { Count(name: $0.key, program: nil, rows: $0.value) })
  }

  /// How many rows of each run have a drift, the most first.
  package var byCourseRun: [Count] {
    Self.sorted(runs.map { Count(name: $0.key.text, program: nil, rows: $0.value) })
  }

  /// What several rows have in common, the most rows first.
  package var sharedCauses: [Cause] {
    causeRows.filter { $0.value > 1 }
      .map { Cause(finding: $0.key.finding, thing: $0.key.thing.text, rows: $0.value) }
      .sorted { left, right in
        left.rows != right.rows ? left.rows > right.rows : CodePoints.precedes(left.text, right.text)
      }
  }

  /// What a finding of one row rests on, when other rows can rest on it as well.
  private static func thing(_ finding: Finding, _ row: AuditedRun) -> String? {
    switch finding {
    case .issuanceDisabled: "The LMS's CredentialsApiConfig"
    case .recordsDisabled: "The site configuration of \(row.run.org)"
    case .overviewMissing, .notInCatalog, .runKeyDuplicate, .configDuplicate, .passedUncertified:
      "The run \(row.courseRun)"
    case .configInactive, .configUnlinked, .hiddenUntilDate, .dateDrift, .configOtherSite, .pageFails:
      row.configuration.map { "Configuration \($0.id) of \($0.courseRun)" }
    default: nil
    }
  }

  private static func sorted(_ counts: [Count]) -> [Count] {
    counts.sorted { left, right in
      guard left.rows == right.rows else { return left.rows > right.rows }
      guard left.name == right.name else { return CodePoints.precedes(left.name, right.name) }
      return (left.program?.hex ?? "") < (right.program?.hex ?? "")
    }
  }
}

extension RecordReader {
  /// A summary with nothing in it, to add the rows of this deployment to.
  package func emptySummary() -> AuditSummary { AuditSummary(catalog: catalog) }
}
