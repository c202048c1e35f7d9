import LearnerRecords
import Terminal

/// The text of what lies over the screen, wrapped for the screen's size, and how far it can be scrolled.
struct DialogText {
  let title: String
  let lines: [(text: String, style: Style)]
  /// The keys, without those that scroll.
  let keys: [KeyHint]
  let size: Size

  init(_ dialog: Dialog, heading: Heading, area: Area, size: Size, zone: DisplayZone) {
    self.size = size
    let width = Self.width(size)
    switch dialog {
    case .help(let state):
      title =
        state.filter.isEmpty
        ? "Help · type to search" : "Help with “\(TextWidth.clipped(state.filter, to: max(1, width - 14)))”"
      lines = HelpText(state, heading: heading, area: area, width: width).lines
      keys = [
        KeyHint(key: .enter, text: "Enter does it"),
        state.filter.isEmpty ? .closes : KeyHint(key: .escape, text: "Esc shows all"),
      ]
    case .message(let title, let text):
      self.title = title
      lines = WrappedText(zone.text(text), width: width).lines.map { ($0, .plain) }
      keys = [.closes]
    case .failedRead(let reason):
      title = "This did not work"
      lines = WrappedText(reason, width: width).lines.map { ($0, .plain) }
      keys = [.closes, KeyHint(key: .character("q"), text: "q quits")]
    case .detail(let detail):
      title = detail.title
      lines = detail.paragraphs(at: heading.commandPlace, in: zone).flatMap { $0.lines(width: width) }
      let repair = detail.repairCommands(at: heading.commandPlace)
      let copied = repair.commands.isEmpty ? "remedy" : "command"
      let copies = KeyHint(key: .character("Y"), text: "Y copies the \(copied)")
      keys = (repair.copied == nil ? [] : [copies]) + [.closes]
    case .question(let question):
      title = question.title
      lines = Paragraph(question.text).lines(width: width)
      keys = [KeyHint(key: .character("y"), text: "y \(question.verb)"), question.refusal]
    case .pauseReason(let reason):
      title = "Pause the queue"
      let text =
        "No process claims tasks until it is resumed; posts in flight still end. Why? Others who look see the reason."
      lines =
        Paragraph(text).lines(width: width) + [("▸ \(TypedText(reason, columns: width - 3).text)▏", Theme.key)]
      keys = [KeyHint(key: .enter, text: "Enter pauses"), .cancels]
    case .details(let row):
      title = "Why"
      lines =
        [(TextWidth.clipped(row.row.name, to: width, cut: .middle), Theme.heading)]
        + DetailsText(row, width: width, in: zone).lines
      keys = [.closes]
    case .limits(let choices, let cursor):
      title = "Only rows with"
      lines = choices.enumerated().map { index, choice in
        let text = "\(TextWidth.padded("\(choice.rows)", to: 7, alignment: .right))  \(choice.limit.title)"
        return (index == cursor ? "▸ \(text)" : "  \(text)", index == cursor ? Theme.bar : .plain)
      }
      keys = [KeyHint(key: .enter, text: "Enter chooses"), .closes]
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
      keys = [KeyHint(key: .enter, text: "Enter chooses"), .closes]
    case .overwrite(let draft):
      title = "There is such a file"
      lines = WrappedText("\(draft.path) is there already. Replace it by \(draft.name)?", width: width).lines
        .map { ($0, .plain) }
      keys = [KeyHint(key: .character("y"), text: "y replaces it"), .cancels]
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

  /// The row of the screen with the keys.
  var keysRow: Int { box.row + box.size.rows - 2 }

  /// Lines that are shown at once.
  var room: Int { max(0, box.size.rows - 4) }

  /// The farthest that it can be scrolled.
  var lastOffset: Int { max(0, lines.count - room) }
}
