import CertificateSync
import LearnerRecords
import Terminal

/// The text of what lies over the screen, wrapped for the screen's size, and how far it can be scrolled.
struct DialogText {
  let title: String
  let lines: [(text: String, style: Style)]
  /// The keys, without those that scroll.
  let keys: String
  let size: Size

  /// Beyond so many rows a plan is counted, not named.
  private static let namedRows = 1000

  init(_ dialog: Dialog, heading: Heading, size: Size) {
    self.size = size
    let width = Self.width(size)
    switch dialog {
    case .help:
      title = "Keys"
      lines = Self.help(heading, width: width)
      keys = "Esc closes"
    case .message(let title, let text):
      self.title = title
      lines = WrappedText(text, width: width).lines.map { ($0, .plain) }
      keys = "Esc closes"
    case .detail(let detail):
      title = detail.title
      lines = detail.paragraphs(deployment: heading.commandDeployment).flatMap { $0.lines(width: width) }
      keys = "Esc closes"
    case .question(let question):
      title = question.title
      lines = Paragraph(question.text).lines(width: width)
      keys = "y \(question.verb)  Esc cancels"
    case .pauseReason(let reason):
      title = "Pause the queue"
      let text = "No process claims tasks until it is resumed; posts in flight still end. Why, for whoever looks?"
      lines =
        Paragraph(text).lines(width: width) + [("▸ \(TypedText(reason, columns: width - 3).text)▏", Theme.key)]
      keys = "Enter pauses  Esc cancels"
    case .details(let row):
      title = "Why"
      lines = [(row.row.name, Theme.heading)] + DetailsText(row, width: width).lines
      keys = "Esc closes"
    case .limits(let choices, let cursor):
      title = "Only rows with"
      lines = choices.enumerated().map { index, choice in
        let text = "\(TextWidth.padded("\(choice.rows)", to: 7, alignment: .right))  \(choice.limit.title)"
        return (index == cursor ? "▸ \(text)" : "  \(text)", index == cursor ? Theme.bar : .plain)
      }
      keys = "Enter chooses  Esc closes"
    case .confirm(let plan):
      title = plan.isEmpty ? "Nothing to backfill" : "Backfill"
      let text = PlanText(plan, destination: heading.destination, itemLimit: Self.namedRows)
      lines = text.lines.flatMap { WrappedText($0, width: width, indent: 4).lines }.map { ($0, .plain) }
      keys = plan.isEmpty ? "Esc closes" : "y posts  Esc cancels"
    }
  }

  /// The columns of the text.
  static func width(_ size: Size) -> Int { max(1, min(size.columns - 8, 92)) }

  /// The frame with two lines under the text: an empty one and the keys.
  var box: Rectangle {
    let width = Self.width(size)
    let rows = min(lines.count + 4, size.rows - 2)
    return Rectangle(
      column: (size.columns - width - 4) / 2,
      row: max(0, (size.rows - rows) / 2),
      columns: width + 4,
      rows: rows
    )
  }

  /// Lines that are shown at once.
  var room: Int { max(0, box.size.rows - 4) }

  /// The farthest that it can be scrolled.
  var lastOffset: Int { max(0, lines.count - room) }

  private static func help(_ heading: Heading, width: Int) -> [(text: String, style: Style)] {
    KeyBinding.table.flatMap { binding in
      let works = !(binding.writes && heading.readOnlyReason != nil)
      let text = "\(TextWidth.padded(binding.name, to: 7)) \(binding.description)"
      return WrappedText(works ? text : text + " (not now: read-only)", width: width, indent: 8).lines.map {
        ($0, works ? .plain : Theme.quiet)
      }
    }
  }
}
