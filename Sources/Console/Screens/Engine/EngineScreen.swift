import CertificateSync
import LearnerRecords
import Terminal

extension ScreenID {
  package static let engine = ScreenID(EngineScreen.kind)
}

/// The queue, its tasks and its log: with it Engine begins.
struct EngineScreen: Screen {
  static let kind = "queue"
  static let isWhole = true

  private(set) var state = EngineState()
  /// Every look at the engine brings all of it.
  var reading = ReadState.complete
  /// The replay that was looked at last, so that its cases are run once.
  private(set) var race: RaceReplay?

  init() {}

  init?(remembered subject: String) {
    guard subject.isEmpty else { return nil }
  }

  func crumb(_ context: ScreenContext) -> Crumb { Crumb(text: "Queue") }

  private var isLog: Bool { state.section == .log }

  var list: any ListInfo { isLog ? state.log : state.tasks }
  mutating func edit(_ edit: ListEdit) { state.apply(edit) }
  mutating func settle(height: Int) { state.settle(height: height) }
  mutating func clearMarks() { state.tasks.clearMarks() }

  func isMarked(_ index: Int) -> Bool {
    isLog
      ? state.log.marked.contains(state.log.visible[index].id)
      : state.tasks.marked.contains(state.tasks.visible[index].id)
  }

  func export(_ exported: ExportedRows, _ preferences: Preferences?) -> ListExport {
    // What people read is asked for with what they prefer; a file keeps to UTC.
    let zone = preferences?.zone ?? .utc
    return isLog
      ? Self.export(exported, EngineRoomView.logColumns(in: zone), state.log)
      : Self.export(exported, EngineRoomView.taskColumns(in: zone), state.tasks)
  }

  private static func export<Row>(
    _ exported: ExportedRows,
    _ columns: [TableColumn<Row>],
    _ list: ListState<Row>
  ) -> ListExport {
    switch exported {
    case .shown: ListExport(columns, list.visible)
    case .marked: ListExport(columns, list.rows.filter { list.marked.contains($0.id) }, isOfMarked: true)
    }
  }

  func exportName(_ context: ScreenContext) -> String { isLog ? "log" : "tasks" }

  var identities: [String] {
    isLog ? state.log.chosen.map(\.line.message) : state.tasks.chosen.map(\.task.request.key)
  }

  var learnerUnderCursor: (username: String, courseRun: String?)? {
    if isLog { return state.log.current?.line.username.map { ($0, state.log.current?.line.courseRun) } }
    guard let request = state.tasks.current?.task.request, let username = request.username else { return nil }
    return (username, request.courseRunKey)
  }

  var reload: Effect? { nil }
  mutating func arrive(_ context: ScreenContext) -> [Effect] { [] }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? { nil }
  mutating func take(_ engine: EngineSnapshot) { state.take(engine) }

  mutating func left(_ screen: any Screen) { race = (screen as? RaceScreen)?.replay ?? race }
}

extension EngineScreen {
  /// Goes to the record of the learner of the task or the line; what is about no learner is shown in whole.
  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    guard let (username, courseRun) = learnerUnderCursor else { return detail }
    return ScreenAnswer(move: .go(.records, [PersonScreen(username, opening: courseRun.map { .run($0) } ?? .nothing)]))
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { detail }

  /// All of what the cursor is on.
  private var detail: ScreenAnswer {
    switch state.section {
    case .tasks: .show(state.tasks.current.map { .detail(.task($0)) })
    case .log: .show(state.log.current.map { .detail(.log($0.line)) })
    }
  }

  mutating func perform(_ action: KeyBinding.Action, _ context: ScreenContext) -> ScreenAnswer? {
    switch action {
    case .nextSection, .previousSection: state.section = state.section.other
    case .pause: return Self.askToPause(context)
    case .retry: return retryChosen()
    case .retryAll:
      guard let dead = context.engine.queue?.dead, dead > 0 else { return .say("No task is dead") }
      return .show(.question(.retryAllDead(dead)))
    case .logLevel:
      state.section = .log
      state.threshold = state.threshold.next
      state.takeLog(context.engine)
    default: return nil
    }
    return .nothing
  }

  /// Both are asked for: pausing takes a reason, and resuming may undo somebody's.
  static func askToPause(_ context: ScreenContext) -> ScreenAnswer {
    let reason = context.engine.queue?.pauseReason
    return .show(reason.map { Dialog.question(.resume(reason: $0)) } ?? .pauseReason(""))
  }

  /// Lets the chosen dead tasks run again. The capital letter is the consent: a task more than once posts the same.
  private func retryChosen() -> ScreenAnswer {
    guard state.section == .tasks else { return .say("R tries dead tasks again: go to the tasks with [ first") }
    let dead = state.tasks.chosen.filter(\.isDead).map(\.id)
    guard !dead.isEmpty else { return .say("Only dead tasks are tried again by hand; the others are under way") }
    return ScreenAnswer(effects: [.retryDead(dead)], work: "queueing again")
  }

  mutating func click(row: Int, in area: Rectangle, _ context: ScreenContext) {
    let parts = layout(area, context)
    if let area = parts.tasks, (area.row..<area.row + area.size.rows).contains(row) { state.section = .tasks }
    if let area = parts.log, (area.row..<area.row + area.size.rows).contains(row) { state.section = .log }
  }
}

extension EngineScreen {
  private func layout(_ area: Rectangle, _ context: ScreenContext) -> EngineRoomLayout {
    EngineRoomLayout(
      area,
      kinds: QueueTableView(depths: context.engine.queue?.depths ?? []).kinds.count,
      taskRows: state.tasks.visible.count,
      section: state.section
    )
  }

  private func view(_ context: ScreenContext) -> EngineRoomView {
    EngineRoomView(
      engine: context.engine,
      state: state,
      readOnlyReason: context.heading.readOnlyReason,
      zone: context.zone
    )
  }

  func draw(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) {
    view(context).draw(on: &grid, in: area, layout: layout(area, context))
  }

  func pageHeight(in area: Rectangle, _ context: ScreenContext) -> Int? {
    layout(area, context).pageHeight(state.section)
  }

  func target(column: Int, row: Int, in area: Rectangle, _ context: ScreenContext) -> ListTarget? {
    let (parts, view) = (layout(area, context), view(context))
    return isLog
      ? parts.log.flatMap { view.logTable.target(column, row, in: EngineRoomView.under($0)) }
      : parts.tasks.flatMap { view.taskTable.target(column, row, in: EngineRoomView.under($0)) }
  }

  func plainHead(_ context: ScreenContext) -> [String] {
    PlainLines.queue(context.engine, readOnlyReason: context.heading.readOnlyReason)
  }

  var plainSection: String? {
    switch state.section {
    case .tasks: "Tasks under way, to be tried again or dead; “section” tells the log"
    case .log: "Log, \(state.threshold.title), the newest last; “section” tells the tasks"
    }
  }

  var plainFirstRow: Int { isLog ? max(0, list.visibleCount - PlainLines.pageRows) : 0 }
}
