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

  /// The event in a line, for a ticket.
  var line: String {
    let run = event.courseRun.map { "  \($0)" } ?? ""
    return "\(event.time.apiText)  \(event.source.rawValue)\(run)  \(event.text)"
  }

  private func marked(in zone: DisplayZone) -> (text: String, style: Style) {
    let text = zone.text(event.text)
    return switch event.kind {
    case .change: (text, .plain)
    case .gap: ("! \(text)", Theme.bad)
    case .failure: ("✗ \(text)", Theme.middling)
    }
  }

  /// All of it, for the pane of details.
  func lines(in zone: DisplayZone) -> [Paragraph] {
    let run = event.courseRun.map { [Paragraph($0, Theme.heading)] } ?? []
    let head = Paragraph("\(zone.text(event.time)), \(event.source.rawValue)", Theme.quiet)
    return run + [head, Paragraph(marked(in: zone).text, marked(in: zone).style)]
  }

  static let runTitle = "Course run"

  /// - Parameter zone: the zone of the times in them.
  static func columns(in zone: DisplayZone) -> [TableColumn<HistoryRow>] {
    [
      TableColumn(
        title: "When",
        minimum: zone == .utc ? 20 : 25,
        maximum: 25,
        order: { .time($0.event.time) },
        value: { .text($0.event.time.apiText) }
      ) {
        (zone.text($0.event.time), Theme.quiet)
      },
      TableColumn(title: "From", minimum: 11, maximum: 11, importance: 2, order: { .text($0.event.source.rawValue) }) {
        ($0.event.source.rawValue, .plain)
      },
      TableColumn(
        title: runTitle,
        minimum: 14,
        maximum: 40,
        importance: 3,
        cut: .middle,
        order: { .text($0.event.courseRun ?? "") },
        value: { .text($0.event.courseRun ?? "") }
      ) {
        (CourseRunText($0.event.courseRun ?? "").short, .plain)
      },
      TableColumn(title: "What happened", minimum: 24, maximum: 400, value: { .text($0.event.text) }) {
        $0.marked(in: zone)
      },
    ]
  }
}
