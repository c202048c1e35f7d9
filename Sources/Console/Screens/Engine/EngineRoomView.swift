import CertificateSync
import LearnerRecords
import Logging
import OpenEdX
import Terminal

/// The engine: how the queue stands, what runs, waits and was given up, and the log.
struct EngineRoomView {
  let engine: EngineSnapshot
  let state: EngineState
  let readOnlyReason: String?
  let zone: DisplayZone

  func draw(on grid: inout Grid, in area: Rectangle, layout: EngineRoomLayout) {
    drawSummary(on: &grid, in: layout.summary, hasTable: layout.hasTable)
    if let part = layout.tasks { drawTasks(on: &grid, in: part) }
    if let part = layout.details {
      let details = state.tasks.current.map { task in
        ScreenDetails(
          title: Detail.task(task).title,
          lines: { [zone] width in
            Detail.task(task).paragraphs(at: CommandPlace(), in: zone).flatMap { $0.lines(width: width) }
          },
          key: "i"
        )
      }
      DetailsPane(details: details).draw(on: &grid, in: part)
    }
    if let part = layout.log { drawLog(on: &grid, in: part) }
  }

  private func drawSummary(on grid: inout Grid, in area: Rectangle, hasTable: Bool) {
    let left = area.column + 2
    let width = area.size.columns - 3
    let condition = EngineCondition(engine, readOnlyReason: readOnlyReason, in: zone)
    let others = readOnlyReason == nil ? "" : "; only another process can work on this queue"
    grid.write(
      TextWidth.clipped(condition.text + others, to: width),
      at: (left, area.row),
      width: width,
      style: condition.style
    )
    guard area.size.rows > 1 else { return }
    drawGraphs(on: &grid, at: (left, area.row + 1), width: width)
    if hasTable {
      QueueTableView(depths: engine.queue?.depths ?? []).draw(
        on: &grid,
        at: (left, area.row + 2),
        width: width
      )
    } else {
      grid.write(counts(width: width), at: (left, area.row + 2), width: width)
    }
  }

  /// Rate and latency over the last minutes; where there is no room for both, the rate alone.
  private func drawGraphs(on grid: inout Grid, at position: (column: Int, row: Int), width: Int) {
    let rate = "\(Span.tenths(engine.sample?.perSecond ?? state.history.samples.last?.perSecond ?? 0))/s"
    let latency = state.history.lastLatency.map(Span.short) ?? "no post yet"
    let half = width >= 70 ? (width - 3) / 2 : width
    let span = width >= 100 ? state.history.spanText : ""
    let texts = [
      (
        "Rate\(span) ", " \(TextWidth.padded(rate, to: 8, alignment: .right))",
        { (sample: EngineSample) in sample.perSecond }
      ),
      ("Latency\(span) ", " \(TextWidth.padded(latency, to: 11, alignment: .right))", { $0.latency }),
    ]
    for (index, text) in texts.enumerated() where index == 0 || half < width {
      let room = max(0, min(half - text.0.count - text.1.count, EngineHistory.capacity))
      let graph = Sparkline(state.history.series(columns: room, text.2)).text
      var column = position.column + index * (half + 3)
      column += grid.write(text.0, at: (column, position.row), style: Theme.quiet)
      column += grid.write(graph, at: (column, position.row), style: Theme.frame)
      grid.write(text.1, at: (column, position.row))
    }
  }

  /// The counts on a line.
  private func counts(width: Int) -> String {
    guard let queue = engine.queue else { return "no queue yet" }
    let parts = [
      "queued \(queue.queued)", "run \(queue.running)", "retry \(queue.retrying)", "dead \(queue.dead)",
      "done \(queue.done)", "skipped \(queue.skipped)",
    ]
    return PartsLine(parts, gap: " ", width: width).text
  }

  var taskTable: TableView<EngineTask> {
    let queued = engine.queue?.queued ?? 0
    let first = queued > 0 ? "\(queued) waiting" : "nothing under way"
    let empty =
      state.tasks.filter.isEmpty ? "\(first), nothing to be tried again, nothing dead" : "no task matches"
    return TableView(
      columns: Self.taskColumns(in: zone),
      list: state.tasks,
      emptyText: empty,
      hasCursor: state.section == .tasks
    )
  }

  var logTable: TableView<LogRow> {
    let none = readOnlyReason == nil ? "nothing yet" : "nothing runs here, so that nothing is logged here"
    return TableView(
      columns: Self.logColumns(in: zone),
      list: state.log,
      emptyText: state.log.rows.isEmpty ? none : "no line matches",
      hasCursor: state.section == .log
    )
  }

  private func drawTasks(on grid: inout Grid, in area: Rectangle) {
    let queue = engine.queue ?? QueueStatus()
    var title = "Tasks: \(queue.running) running, \(queue.retrying) retrying, \(queue.dead) dead"
    let listed = state.tasks.rows.count
    if queue.running + queue.retrying + queue.dead > listed { title += " (the first \(listed))" }
    heading(title + deadAnswers, .tasks, on: &grid, in: area)
    taskTable.draw(on: &grid, in: Self.under(area))
  }

  /// The answers for which most tasks were given up; `/answer:` shows those of one.
  private var deadAnswers: String {
    let dead = state.tasks.rows.filter(\.isDead)
    var counts: [String: Int] = [:]
    for task in dead { counts[task.message, default: 0] += 1 }
    let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    guard dead.count > 1 else { return "" }
    return ": " + most.map { "\($0.value) × “\($0.key)”" }.joined(separator: ", ")
  }

  private func drawLog(on grid: inout Grid, in area: Rectangle) {
    var title = "Log: \(state.threshold.title)"
    if state.isFollowing {
      title += ", following"
    } else {
      let below = state.log.visible.count - 1 - (state.log.position ?? 0)
      title += ", \(below) newer below, G follows"
    }
    heading(title, .log, on: &grid, in: area)
    logTable.draw(on: &grid, in: Self.under(area))
  }

  private func heading(_ title: String, _ section: EngineState.Section, on grid: inout Grid, in area: Rectangle) {
    grid.horizontalLine(at: (area.column, area.row), length: area.size.columns, style: Theme.frame)
    let isAtHand = state.section == section
    let text = TextWidth.clipped(isAtHand ? " ▸ \(title) " : " \(title) ", to: area.size.columns - 4)
    grid.write(text, at: (area.column + 2, area.row), style: isAtHand ? Theme.heading : Theme.frame)
  }

  static func under(_ area: Rectangle) -> Rectangle {
    Rectangle(
      column: area.column,
      row: area.row + 1,
      columns: area.size.columns,
      rows: max(0, area.size.rows - 1)
    )
  }

  /// - Parameter zone: the zone of the times in them.
  static func taskColumns(in zone: DisplayZone) -> [TableColumn<EngineTask>] {
    [
      TableColumn(title: "State", minimum: 10, maximum: 10) { $0.state },
      TableColumn(title: "When", minimum: 10, maximum: 12) { ($0.when, .plain) },
      TableColumn(title: "Learner", minimum: 12, maximum: 24, cut: .middle) { ($0.subject, .plain) },
      TableColumn(title: "Task", minimum: 14, maximum: 14, importance: 3) { ($0.kindText, .plain) },
      TableColumn(title: "Course run", minimum: 14, maximum: 40, importance: 4, cut: .middle) {
        (CourseRunText($0.task.request.courseRunKey ?? "").short, Theme.quiet)
      },
      TableColumn(title: "Tries", minimum: 5, maximum: 5, importance: 5, alignment: .right) {
        ("\($0.task.attempts)", .plain)
      },
      TableColumn(title: "Last answer", minimum: 24, maximum: 200, importance: 1) {
        (zone.text($0.message), $0.isDead ? Theme.bad : Theme.quiet)
      },
    ]
  }

  /// - Parameter zone: the zone of the times in them.
  static func logColumns(in zone: DisplayZone) -> [TableColumn<LogRow>] {
    [
      TableColumn(
        title: "Time",
        minimum: zone == .utc ? 9 : 14,
        maximum: 14,
        importance: 1,
        value: { .text($0.line.time.isoFormat) }
      ) {
        (zone.clock($0.line.time), Theme.quiet)
      },
      TableColumn(title: "Level", minimum: 9, maximum: 10, importance: 2) { $0.level },
      TableColumn(title: "Message", minimum: 16, maximum: 400) {
        (zone.text($0.line.message), $0.line.level >= .warning ? $0.level.style : .plain)
      },
    ]
  }
}
