import OpenEdX

/// Counts findings by what the rows have in common; memory grows with the groups and not with the rows.
struct FindingTally {
  /// The runs' facts are made once a run, so that their identity stands for the key, which costs more to compare.
  private enum Place: Hashable {
    case lms
    case organization(ExactText)
    case run(ObjectIdentifier)
    case program(ProgramUUID)
  }

  private struct Key: Hashable {
    let finding: Finding
    let place: Place
  }

  /// A course run's row, or many that are alike.
  struct RunRow {
    let run: CourseRunFacts
    let assessment: RunAssessment
    let configuration: Int64?
    /// The month in which the LMS changed the certificate last; nil without one.
    let month: String?
  }

  /// A program's row, or many that are alike.
  struct ProgramRow {
    let program: FindingGroup.Program
    let findings: [Finding]
    let unlistedCauses: Set<UnlistedCause>
  }

  private let catalog: Catalog
  private var places: [Key: Int] = [:]
  private var counted: [(group: FindingGroup, lastLearner: Int)] = []
  private var learner = (number: 0, username: "")

  init(catalog: Catalog) { self.catalog = catalog }

  /// The groups so far, in the order in which they are listed.
  var groups: [FindingGroup] { counted.map(\.group).sorted(by: FindingGroup.precedes) }

  /// Takes a run's row in; the rows of a learner follow one another.
  mutating func add(_ row: AuditedRun) {
    meet(row.username)
    let alike = RunRow(
      run: row.run,
      assessment: row.assessment,
      configuration: row.configuration?.id,
      month: row.certificateMonth
    )
    count(learner: learner.number, in: add(alike, rows: 1))
  }

  /// Takes a program's row in.
  mutating func add(_ row: ProgramRecord) {
    meet(row.username)
    let program = FindingGroup.Program(uuid: row.program, title: row.title)
    let alike = ProgramRow(program: program, findings: row.findings, unlistedCauses: row.unlistedCauses)
    count(learner: learner.number, in: add(alike, rows: 1))
  }

  /// Takes rows in without their learners.
  ///
  /// - Parameter rows: how many there are.
  /// - Returns: the places of their groups.
  mutating func add(_ row: RunRow, rows: Int) -> [Int] {
    let findings = row.assessment.findings
    return findings.map { finding in
      let entry = entry(finding, row)
      counted[entry].group.rows += rows
      let others = finding.kind == .explanation ? [] : findings.filter { $0.kind != .explanation }
      counted[entry].group.together.formUnion(others)
      guard finding.kind == .drift else { return entry }
      if let month = row.month { counted[entry].group.months[month, default: 0] += rows }
      let blockers = row.assessment.blockers.filter(finding.isBlocked(by:))
      if blockers.isEmpty, finding.isRepairedByBackfill { counted[entry].group.repairableRows += rows }
      for blocker in blockers { counted[entry].group.blockers[blocker, default: 0] += rows }
      return entry
    }
  }

  /// The same of rows of a program.
  mutating func add(_ row: ProgramRow, rows: Int) -> [Int] {
    let blockers = row.findings.filter { $0.kind == .blocker }
    return row.findings.map { finding in
      let key = Key(finding: finding, place: .program(row.program.uuid))
      let entry = entry(key) {
        FindingGroup(id: FindingGroup.ID(finding, .program(row.program.uuid)), programs: [row.program])
      }
      counted[entry].group.rows += rows
      if finding == .programUnlisted { counted[entry].group.unlistedCauses.formUnion(row.unlistedCauses) }
      guard finding.kind == .drift else { return entry }
      if blockers.isEmpty, finding.isRepairedByBackfill { counted[entry].group.repairableRows += rows }
      for blocker in blockers { counted[entry].group.blockers[blocker, default: 0] += rows }
      return entry
    }
  }

  /// Counts a learner once in each group that the learner has rows in.
  ///
  /// - Parameter number: the learner's, who is not counted again until another one was.
  mutating func count(learner number: Int, in groups: [Int]) {
    for entry in groups where counted[entry].lastLearner != number {
      counted[entry].lastLearner = number
      counted[entry].group.learners += 1
    }
  }

  private mutating func meet(_ username: String) {
    guard learner.number == 0 || !CodePoints.equal(username, learner.username) else { return }
    learner = (learner.number + 1, username)
  }

  private mutating func entry(_ finding: Finding, _ row: RunRow) -> Int {
    switch finding {
    case .issuanceDisabled:
      return entry(Key(finding: finding, place: .lms)) { FindingGroup(id: FindingGroup.ID(finding, .lms)) }
    case .recordsDisabled:
      let name = ExactText(row.run.org)
      return entry(Key(finding: finding, place: .organization(name))) {
        FindingGroup(id: FindingGroup.ID(finding, .organization(name)))
      }
    default:
      let catalog = catalog
      let entry = entry(Key(finding: finding, place: .run(ObjectIdentifier(row.run)))) {
        FindingGroup(
          id: FindingGroup.ID(finding, .courseRun(ExactText(row.run.key))),
          programs: row.run.programs.map {
            FindingGroup.Program(uuid: catalog.programs[$0].uuid, title: catalog.programs[$0].title)
          }
        )
      }
      if finding.restsOnConfiguration, let id = row.configuration {
        // Of several the first, in whatever order the rows come.
        counted[entry].group.configuration = min(id, counted[entry].group.configuration ?? id)
      }
      return entry
    }
  }

  private mutating func entry(_ key: Key, _ make: () -> FindingGroup) -> Int {
    if let place = places[key] { return place }
    places[key] = counted.count
    counted.append((make(), 0))
    return counted.count - 1
  }
}

extension Finding {
  /// Whether repairing the run's certificate configuration repairs the finding in all its rows.
  var restsOnConfiguration: Bool {
    self == .configInactive || self == .configUnlinked || self == .hiddenUntilDate || self == .dateDrift
  }
}
