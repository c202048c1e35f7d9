import LearnerRecords
import OpenEdX
import Terminal

/// An event of a history, with its index as identity: events are only added.
struct HistoryRow: Identifiable, Sendable, Hashable {
  let id: Int
  let event: HistoryEvent

  static func rows(of history: LearnerHistory) -> [HistoryRow] {
    history.events.enumerated().map { HistoryRow(id: $0.offset, event: $0.element) }
  }

  /// To the second, which is enough to read.
  var time: String { event.time.wholeSeconds.apiText }

  /// The event in a line, for a ticket.
  var line: String {
    let run = event.courseRun.map { "  \($0)" } ?? ""
    return "\(event.time.apiText)  \(event.source.rawValue)\(run)  \(event.text)"
  }

  private var marked: (text: String, style: Style) {
    switch event.kind {
    case .change: (event.text, .plain)
    case .gap: ("! \(event.text)", Theme.bad)
    case .failure: ("✗ \(event.text)", Theme.middling)
    }
  }

  static let columns: [TableColumn<HistoryRow>] = [
    TableColumn(title: "When (UTC)", minimum: 20, maximum: 20, order: { .time($0.event.time) }) {
      ($0.time, Theme.quiet)
    },
    TableColumn(title: "From", minimum: 11, maximum: 11, importance: 2, order: { .text($0.event.source.rawValue) }) {
      ($0.event.source.rawValue, .plain)
    },
    TableColumn(
      title: "Course run",
      minimum: 14,
      maximum: 40,
      importance: 3,
      cut: .middle,
      order: { .text($0.event.courseRun ?? "") },
      value: { .text($0.event.courseRun ?? "") }
    ) {
      (CourseRunText($0.event.courseRun ?? "").short, .plain)
    },
    TableColumn(title: "What happened", minimum: 24, maximum: 400, value: { .text($0.event.text) }) { $0.marked },
  ]
}
