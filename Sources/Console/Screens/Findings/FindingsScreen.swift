import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static let findings = ScreenID(FindingsScreen.kind)
}

/// What is wrong, by what many rows have in common: with it Findings begins.
struct FindingsScreen: ListScreen {
  static let kind = "groups"

  /// The groups, the most rows first.
  var rows: ListState<FindingGroup>
  /// How fresh they are.
  private(set) var counting = Freshness()
  var reading = ReadState.complete

  init() {
    rows = ListState(
      ListTraits<FindingGroup>(
        contains: { group, needle in
          needle.isIn(group.finding.rawValue) || needle.isIn(group.subjectText)
            || group.programs.contains { needle.isIn($0.title) }
        },
        findings: { FindingSet($0.foundTogether) },
        fields: [
          "program": { group, needle in group.programs.contains { needle.isIn($0.title) } },
          "run": { $1.isIn($0.subjectText) },
          "org": { group, needle in needle.isIn((try? CourseKey(group.subjectText))?.org ?? group.subjectText) },
        ],
        columns: FindingGroupsView.columns
      )
    )
    rows.setLimit(.drift)
  }

  init?(remembered subject: String) {
    guard subject.isEmpty else { return nil }
    self.init()
  }

  var columns: [TableColumn<FindingGroup>] { FindingGroupsView.columns }
  var restLimit: RowLimit { .drift }

  /// The group of an identity, as it was counted last.
  func group(_ id: FindingGroup.ID) -> FindingGroup? { rows.rows.first { $0.id == id } }

  func crumb(_ context: ScreenContext) -> Crumb { Crumb(text: "Findings by cause") }

  func table(width: Int, _ context: ScreenContext) -> TableView<FindingGroup> {
    FindingGroupsView(list: rows, counting: counting).table
  }

  func rowsBeforeDetails(in size: Size, _ context: ScreenContext) -> Int? {
    headRows(in: size, context) + 1 + max(1, rows.visible.count)
  }

  var summary: ListSummary? { ListSummary(rows.visible) }

  func details(_ context: ScreenContext) -> ScreenDetails? {
    rows.current.map { Detail.group($0).onScreen(context) }
  }

  var findingUnderCursor: Finding? { rows.current?.finding }

  var limitChoices: [LimitChoice] {
    var choices = list.limits.map { LimitChoice(limit: $0.limit, rows: $0.rows) }
    let kinds = [RowLimit.blocked, .explained].map { limit in
      LimitChoice(
        limit: limit,
        rows: rows.rows.count { limit.wanted?.intersects(FindingSet($0.foundTogether)) ?? true }
      )
    }
    choices.insert(contentsOf: kinds, at: min(2, choices.count))
    return choices
  }

  func exportName(_ context: ScreenContext) -> String { "findings" }
  var identities: [String] { rows.chosen.map(\.subjectText) }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    let place = context.commandPlace
    return RepairCommands(
      first: rows.chosen.flatMap { $0.firstSteps(at: place) },
      rows.chosen.flatMap { $0.nextSteps(at: place) }
    )
  }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    let chosen = rows.chosen
    let repairable = chosen.filter(\.finding.isRepairedByBackfill)
    if repairable.isEmpty, let first = chosen.first { return .noBackfillRepairs(first.finding) }
    return repairable.isEmpty ? .nothingChosen : .plan(.groups(repairable.map(\.id)))
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    rows.current.map { .enter(FindingLearnersScreen($0.id)) } ?? .nothing
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .show(rows.current.map { .detail(.group($0)) }) }
}

extension FindingsScreen {
  var reload: Effect? { .countFindings }

  mutating func arrive(_ context: ScreenContext) -> [Effect] { readWhenDue(anyAge: false, context) }
  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect] { arrive(context) }
  mutating func refresh(pageHeight: Int, _ context: ScreenContext) -> [Effect] { arrive(context) }
  mutating func readAgain(_ context: ScreenContext) -> [Effect] { count(.recountFindings) }
  mutating func markStale() { counting.isStale = true }

  mutating func readWhenDue(anyAge: Bool, _ context: ScreenContext) -> [Effect] {
    counting.isDue(context.engine.now) || anyAge && counting.isOld ? count(.countFindings) : []
  }

  /// Counts, unless it is being done.
  private mutating func count(_ effect: Effect) -> [Effect] {
    guard !counting.isReading else { return [] }
    counting.begin()
    return [effect]
  }

  mutating func stopReading() -> [Effect]? { nil }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    switch event {
    case .findings(let groups, let tookSeconds):
      rows.replace(groups)
      counting.end(at: context.engine.now, tookSeconds: tookSeconds)
      return .nothing
    case .countingStopped:
      counting.fail(held: true)
      return .say("Counting was stopped; r counts again")
    default: return nil
    }
  }

  mutating func fail(_ effect: Effect) {
    if effect.read == .findings { counting.fail(held: true) }
  }

  func progress(_ context: ScreenContext) -> String? {
    guard counting.isReading else { return nil }
    let percent = context.engine.countedPercent.map { ", \($0) %" } ?? ""
    return "counting findings\(percent)   (Esc stops)"
  }

  /// Esc stops the counting last, when nothing else is left to drop.
  mutating func perform(_ action: KeyBinding.Action, _ context: ScreenContext) -> ScreenAnswer? {
    guard action == .back, counting.isReading, rows.filter.isEmpty, rows.limit == restLimit, rows.rangeCount == 0
    else { return nil }
    return ScreenAnswer(effects: [.stopCounting])
  }
}

extension BackfillRequest {
  static func noBackfillRepairs(_ finding: Finding) -> BackfillRequest {
    .refused("No backfill repairs \(finding.rawValue). \(finding.remedy)")
  }
}

extension FindingGroup {
  /// What a limit looks at: a blocker is met under the drift that it blocks, an explanation only by itself.
  var foundTogether: Set<Finding> { finding.kind == .explanation ? [finding] : together }
}
