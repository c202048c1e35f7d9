import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static func history(_ username: String, courseRun: String? = nil) -> ScreenID {
    ScreenID(HistoryScreen.kind, courseRun.map { "\(username) \($0)" } ?? username)
  }
}

/// What happened to a learner, or to one course of theirs, over both systems, the queue and the posts.
///
/// It is not remembered: a next session begins with the record.
struct HistoryScreen: ListScreen {
  static let kind = "history"

  let username: String
  /// The run to which it is limited; nil for all.
  let courseRun: String?
  private(set) var person: LearnerPerson?
  var rows = ListState(
    ListTraits<HistoryRow>(
      contains: { $1.isIn($0.event.text) || $1.isIn($0.event.courseRun ?? "") || $1.isIn($0.event.source.rawValue) },
      findings: { _ in [] },
      fields: [
        "run": { $1.isIn($0.event.courseRun ?? "") },
        "from": { $1.isIn($0.event.source.rawValue) },
        "org": { $1.isIn((try? CourseKey($0.event.courseRun ?? ""))?.org ?? "") },
      ],
      columns: HistoryRow.columns(in: .utc)
    )
  )
  var reading = ReadState.reading("reading")

  static let bindings = [
    KeyBinding(
      keys: [.character("h")],
      name: "h",
      label: "history",
      description: "What happened to the learner, or to the course under the cursor, in both systems",
      action: .screen(kind)
    )
  ]

  /// Of the learner under the cursor, or whose screen it is; on a record, of the course under the cursor.
  static func opened(from screen: any Screen, _ context: ScreenContext) -> ScreenAnswer {
    guard let subject = screen.learnerUnderCursor else {
      return .say("The history is that of a learner: choose one first (p finds one)")
    }
    return .enter(HistoryScreen(username: subject.username, courseRun: subject.courseRun))
  }

  init(username: String, courseRun: String? = nil) {
    self.username = username
    self.courseRun = courseRun
  }

  var subject: String { ScreenID.history(username, courseRun: courseRun).subject }
  var columns: [TableColumn<HistoryRow>] { HistoryRow.columns(in: .utc) }

  func crumb(_ context: ScreenContext) -> Crumb {
    let run = courseRun.map { " of \(CourseRunText($0).short)" } ?? ""
    let isNamed = context.below.contains { $0.learnerUnderCursor?.username == username && !($0 is LearnersScreen) }
    return Crumb(text: isNamed ? "history\(run)" : "history of \(username)\(run)")
  }

  func table(width: Int, _ context: ScreenContext) -> TableView<HistoryRow> {
    // Of one run the trail says which.
    let columns = HistoryRow.columns(in: context.zone).filter { courseRun == nil || $0.title != HistoryRow.runTitle }
    return TableView(
      columns: columns,
      list: rows,
      emptyText: reading.inPlaceOfRows ?? "neither the LMS nor Credentials tells of anything"
    )
  }

  func rowsBeforeDetails(in size: Size, _ context: ScreenContext) -> Int? { 1 + max(1, rows.visible.count) }

  func details(_ context: ScreenContext) -> ScreenDetails? {
    rows.current.map { row in
      let lines = row.lines(in: context.zone)
      return ScreenDetails(
        title: "What happened",
        lines: { width in lines.flatMap { $0.lines(width: width) } },
        key: "i"
      )
    }
  }

  func exportName(_ context: ScreenContext) -> String { "history \(username)" }
  /// Lines for a ticket.
  var identities: [String] { rows.chosen.map(\.line) }

  func report(_ context: ScreenContext) -> TicketReport? {
    guard let person else { return nil }
    let name = person.fullName.isEmpty ? person.username : "\(person.fullName) (\(person.username))"
    let events = rows.visible.map(\.line)
    return TicketReport(
      title: "What happened to \(name)" + (courseRun.map { " in \($0)" } ?? ""),
      facts: ["Times are \(context.zone.name)"],
      sections: [TicketReport.Section(heading: "\(events.count) events", lines: events)]
    ).in(context.zone)
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer { info(context) }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer {
    .show(
      rows.current.map {
        .message(
          title: "\($0.event.source.rawValue), \(context.zone.text($0.event.time))",
          text: $0.line
        )
      }
    )
  }

  var reload: Effect? {
    let (username, courseRun) = (username, courseRun)
    return .read(
      ScreenRead(screen: id) { source in
        let history = try await LearnerHistory.reading(
          source.records,
          queue: source.queue(),
          username: username,
          courseRun: courseRun
        )
        return history.map { $0 as any Sendable }
      }
    )
  }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    guard case .read(id, let answer) = event, let history = answer as? LearnerHistory else { return nil }
    let isFirst = person == nil
    person = history.person
    rows.replace(HistoryRow.rows(of: history))
    // What happened last is asked for first.
    if isFirst { rows.move(by: .max) }
    reading = .complete
    return .nothing
  }
}
