import LearnerRecords
import Terminal

/// The text of what lies over the screen, wrapped for the screen's size, and how far it can be scrolled.
struct DialogText {
  let title: String
  let lines: [(text: String, style: Style)]
  /// The keys, without those that scroll.
  let keys: String
  let size: Size

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
    case .confirm(let shown):
      title = shown.title
      lines = shown.lines
      keys = shown.keys
    case .columns(let choices, let cursor):
      title = "Sort by"
      lines = choices.enumerated().map { index, choice in
        let text = "\(choice.mark) \(choice.title)"
        return (index == cursor ? "▸ \(text)" : "  \(text)", index == cursor ? Theme.bar : .plain)
      }
      keys = "Enter chooses  Esc closes"
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
