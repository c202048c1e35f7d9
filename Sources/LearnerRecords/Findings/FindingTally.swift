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
    for finding in row.assessment.findings {
      let entry = entry(finding, row)
      count(entry)
      let others = finding.kind == .explanation ? [] : row.assessment.findings.filter { $0.kind != .explanation }
      counted[entry].group.together.formUnion(others)
      guard finding.kind == .drift else { continue }
      if let month = row.certificateMonth { counted[entry].group.months[month, default: 0] += 1 }
      let blockers = row.assessment.blockers.filter(finding.isBlocked(by:))
      if blockers.isEmpty, finding.isRepairedByBackfill { counted[entry].group.repairableRows += 1 }
      for blocker in blockers { counted[entry].group.blockers[blocker, default: 0] += 1 }
    }
  }

  /// Takes a program's row in.
  mutating func add(_ row: ProgramRecord) {
    meet(row.username)
    for finding in row.findings {
      let key = Key(finding: finding, place: .program(row.program))
      let entry = entry(key) {
        FindingGroup(
          id: FindingGroup.ID(finding, .program(row.program)),
          programs: [FindingGroup.Program(uuid: row.program, title: row.title)]
        )
      }
      count(entry)
      if finding == .programUnlisted { counted[entry].group.unlistedCauses.formUnion(row.unlistedCauses) }
      guard finding.kind == .drift else { continue }
      if row.blockers.isEmpty, finding.isRepairedByBackfill { counted[entry].group.repairableRows += 1 }
      for blocker in row.blockers { counted[entry].group.blockers[blocker, default: 0] += 1 }
    }
  }

  private mutating func meet(_ username: String) {
    guard learner.number == 0 || !CodePoints.equal(username, learner.username) else { return }
    learner = (learner.number + 1, username)
  }

  private mutating func count(_ entry: Int) {
    counted[entry].group.rows += 1
    guard counted[entry].lastLearner != learner.number else { return }
    counted[entry].lastLearner = learner.number
    counted[entry].group.learners += 1
  }

  private mutating func entry(_ finding: Finding, _ row: AuditedRun) -> Int {
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
      return entry(Key(finding: finding, place: .run(ObjectIdentifier(row.run)))) {
        FindingGroup(
          id: FindingGroup.ID(finding, .courseRun(ExactText(row.courseRun))),
          programs: row.run.programs.map {
            FindingGroup.Program(uuid: catalog.programs[$0].uuid, title: catalog.programs[$0].title)
          },
          configuration: finding.restsOnConfiguration ? row.configuration?.id : nil
        )
      }
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
  fileprivate var restsOnConfiguration: Bool {
    self == .configInactive || self == .configUnlinked || self == .hiddenUntilDate || self == .dateDrift
  }
}
