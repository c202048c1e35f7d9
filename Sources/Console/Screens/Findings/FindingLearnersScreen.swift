import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static func findingLearners(_ group: FindingGroup.ID) -> ScreenID {
    let subject =
      switch group.subject {
      case .lms: "lms"
      case .organization(let name): "organization \(name.text)"
      case .courseRun(let key): "run \(key.text)"
      case .program(let program): "program \(program.hex)"
      }
    return ScreenID(FindingLearnersScreen.kind, "\(group.finding.rawValue) \(subject)")
  }
}

/// The learners of a group of findings. It is not remembered: groups come and go.
struct FindingLearnersScreen: ListScreen {
  static let kind = "group"

  let group: FindingGroup.ID
  var rows = ListState(
    ListTraits<FindingLearner>(
      contains: { row, needle in
        needle.isIn(row.person.username) || needle.isIn(row.person.fullName) || needle.isIn(row.person.email)
      },
      findings: { FindingSet($0.findings) },
      fields: [
        "user": { $1.isIn($0.person.username) },
        "name": { $1.isIn($0.person.fullName) },
        "email": { $1.isIn($0.person.email) },
        "run": { $1.isIn($0.run?.courseRun ?? "") },
        "org": { $1.isIn((try? CourseKey($0.run?.courseRun ?? ""))?.org ?? "") },
      ],
      columns: FindingLearnersView.columns
    )
  )
  /// How fresh they are.
  private(set) var freshness = Freshness()
  var reading = ReadState.reading("reading")
  /// Whether the group has more learners than were read.
  private(set) var hasMore = false
  /// How many learners are asked for.
  private var limit = Self.pageSize

  /// Learners that are read at a time.
  static let pageSize = 1000

  init(_ group: FindingGroup.ID) { self.group = group }

  var subject: String { ScreenID.findingLearners(group).subject }
  var columns: [TableColumn<FindingLearner>] { FindingLearnersView.columns(of: group) }
  var learnerUnderCursor: (username: String, courseRun: String?)? {
    rows.current.map { ($0.person.username, $0.run?.courseRun) }
  }
  var countText: String { "\(rows.count)\(hasMore ? "+" : "")" }

  func crumb(_ context: ScreenContext) -> Crumb {
    let found = context.below.lazy.compactMap { ($0 as? FindingsScreen)?.group(group) }.first
    return Crumb(text: "\(group.finding.rawValue): \(found?.subjectText ?? "nobody any more")", givesWay: true)
  }

  func table(width: Int, _ context: ScreenContext) -> TableView<FindingLearner> {
    FindingLearnersView(list: rows, isKnown: freshness.isKnown, group: group, unread: reading.inPlaceOfRows).table
  }

  func rowsBeforeDetails(in size: Size, _ context: ScreenContext) -> Int? {
    headRows(in: size, context) + 1 + max(1, rows.visible.count)
  }

  var summary: ListSummary? { ListSummary(rows.visible, of: group, read: hasMore ? rows.count : nil) }

  func details(_ context: ScreenContext) -> ScreenDetails? {
    rows.current.map { Detail.learner($0).onScreen(context) }
  }

  func exportName(_ context: ScreenContext) -> String { "learners \(group.finding.rawValue)" }
  var identities: [String] { rows.chosen.map(\.person.username) }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    let place = context.commandPlace
    return RepairCommands(
      first: rows.chosen.flatMap { $0.firstSteps(at: place) },
      rows.chosen.flatMap { $0.nextSteps(at: place) }
    )
  }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    guard group.finding.isRepairedByBackfill else { return .noBackfillRepairs(group.finding) }
    let chosen = rows.chosen.map(\.person.username)
    return chosen.isEmpty ? .nothingChosen : .plan(.groupLearners(group, chosen))
  }

  /// Opens the record at the run that was found; a run in no program has no record.
  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    guard let learner = rows.current else { return .nothing }
    guard let program = learner.program else { return .show(.detail(.learner(learner))) }
    return .enter(
      RecordScreen(username: learner.person.username, program: program, wantedRun: learner.run?.courseRun)
    )
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .show(rows.current.map { .detail(.learner($0)) }) }
}

extension FindingLearnersScreen {
  var reload: Effect? { .loadGroup(group, limit: limit) }

  private mutating func read(_ text: String) -> [Effect] {
    reading = .reading(text)
    freshness.begin()
    return [.loadGroup(group, limit: limit)]
  }

  mutating func arrive(_ context: ScreenContext) -> [Effect] {
    let effects = read("reading")
    if freshness.isKnown { reading = .complete }
    return effects
  }

  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect] { readWhenDue(anyAge: false, context) }

  mutating func refresh(pageHeight: Int, _ context: ScreenContext) -> [Effect] { readWhenDue(anyAge: false, context) }

  mutating func readAgain(_ context: ScreenContext) -> [Effect] {
    [.stop(.group(group))] + read("reading")
  }

  mutating func markStale() { freshness.isStale = true }

  /// What is read again quietly says nothing: the rows of before stand.
  mutating func readWhenDue(anyAge: Bool, _ context: ScreenContext) -> [Effect] {
    guard freshness.isDue(context.engine.now) || anyAge && freshness.isOld else { return [] }
    freshness.begin()
    return [.loadGroup(group, limit: limit)]
  }

  mutating func readOn(_ context: ScreenContext) -> [Effect] {
    guard hasMore, !freshness.isReading, let position = rows.position, position == rows.visible.count - 1 else {
      return []
    }
    limit = rows.rows.count + Self.pageSize
    return read("reading more learners")
  }

  mutating func stopReading() -> [Effect]? { nil }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    guard case .group(group, let learners, let tookSeconds) = event else { return nil }
    rows.replace(learners.rows)
    hasMore = learners.hasMore
    freshness.end(at: context.engine.now, tookSeconds: tookSeconds)
    reading = .complete
    return .nothing
  }

  mutating func fail(_ effect: Effect) {
    guard case .loadGroup(group, _) = effect else { return }
    freshness.fail(held: true)
    reading = .failed
  }
}
