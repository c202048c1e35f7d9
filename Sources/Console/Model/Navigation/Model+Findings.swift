import LearnerRecords
import OpenEdX

extension Model {
  /// Reads the groups or the learners of one again, when that is due.
  mutating func refreshFindings() -> [Effect] {
    switch place {
    case .groups:
      return findings.counting.isDue(engine.now) ? countFindings() : []
    case .group(let id):
      return findings.reading.isDue(engine.now) ? readGroup(id) : []
    default: return []
    }
  }

  /// Reads the groups or the learners of one again when they are old, however soon: for whoever asks for them once.
  package mutating func refreshOldFindings() -> [Effect] {
    switch place {
    case .groups: findings.counting.isOld ? countFindings() : []
    case .group(let id): findings.reading.isOld ? readGroup(id) : []
    default: []
    }
  }

  /// Counts the findings, unless they are being counted.
  mutating func countFindings() -> [Effect] {
    guard !findings.counting.isReading else { return [] }
    findings.counting.begin()
    return [.countFindings]
  }

  /// Reads the learners of a group.
  mutating func readGroup(_ id: FindingGroup.ID) -> [Effect] {
    findings.reading.begin()
    return [.loadGroup(id, limit: findings.limit)]
  }

  /// Opens the group under the cursor.
  mutating func openGroup() -> [Effect] {
    guard let group = findings.groups.current else { return [] }
    findings.learners = FindingsState.emptyLearners
    findings.hasMore = false
    findings.limit = FindingsState.pageSize
    findings.reading = Freshness()
    return enter(.group(group.id))
  }

  /// Opens the record of the learner under the cursor, at the run that was found; a run in no program has no record.
  mutating func openFindingLearner() -> [Effect] {
    guard let learner = findings.learners.current else { return [] }
    guard let program = learner.program else {
      dialog = .detail(.learner(learner))
      return []
    }
    record = nil
    rows = Self.emptyRows
    findings.wantedRun = learner.run?.courseRun
    return enter(.record(username: learner.person.username, program: program))
  }

  /// Takes counted groups in.
  mutating func take(_ groups: [FindingGroup], tookSeconds: Double) {
    findings.groups.replace(groups)
    findings.counting.end(at: engine.now, tookSeconds: tookSeconds)
  }

  /// Takes a group's learners in.
  mutating func take(_ learners: FindingLearners, tookSeconds: Double) {
    findings.learners.replace(learners.rows)
    findings.hasMore = learners.hasMore
    findings.reading.end(at: engine.now, tookSeconds: tookSeconds)
    if case .group = place { pending = nil }
  }

  /// Puts the cursor on the run for whose finding the record was opened.
  mutating func moveToWantedRun() {
    guard let wanted = findings.wantedRun else { return }
    findings.wantedRun = nil
    let place = rows.visible.firstIndex { row in
      row.row.runs.contains { CodePoints.equal($0.courseRun, wanted) }
    }
    if let place { rows.apply(.move(place - (rows.position ?? 0))) }
  }

  /// At the end of what was read of a group, the next learners are read.
  mutating func readOnAtEnd() -> [Effect] {
    guard case .group(let id) = place, findings.hasMore, !findings.reading.isReading,
      let position = findings.learners.position, position == findings.learners.visible.count - 1
    else { return [] }
    findings.limit = findings.learners.rows.count + FindingsState.pageSize
    pending = "reading more learners"
    return readGroup(id)
  }

  /// What a backfill of the chosen groups is about; nil with a word when no backfill mends any of them.
  mutating func scopeOfGroups() -> BackfillScope? {
    let chosen = findings.groups.chosen
    let mendable = chosen.filter(\.finding.isRepairedByBackfill)
    if mendable.isEmpty, let first = chosen.first {
      notice = "No backfill mends \(first.finding.rawValue). \(first.finding.remedy)"
    }
    return mendable.isEmpty ? nil : .groups(mendable.map(\.id))
  }

  /// The same for the chosen learners of a group.
  mutating func scopeOfLearners(of id: FindingGroup.ID) -> BackfillScope? {
    guard id.finding.isRepairedByBackfill else {
      notice = "No backfill mends \(id.finding.rawValue). \(id.finding.remedy)"
      return nil
    }
    let chosen = findings.learners.chosen.map(\.person.username)
    return chosen.isEmpty ? nil : .groupLearners(id, chosen)
  }
}
