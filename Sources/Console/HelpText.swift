import Terminal

/// What the help is searched for, and which of the keys it found the cursor is on.
public struct HelpState: Sendable, Hashable {
  var filter = ""
  var cursor = 0
}

/// The help's lines: the keys that the typed words leave, under headings, and which lines belong to which key.
struct HelpText {
  private(set) var lines: [(text: String, style: Style)] = []
  private(set) var entries: [(binding: KeyBinding, lines: Range<Int>)] = []

  /// The columns of the longest key or command.
  private static let nameWidth = KeyBinding.table.map { TextWidth.columns(of: $0.shownName) }.max() ?? 0

  init(_ state: HelpState, heading: Heading, area: Area, width: Int) {
    let words = state.filter.lowercased().split(separator: " ")
    for section in KeyBinding.sections(in: area) {
      let found = section.bindings.filter { binding in
        let text = "\(binding.shownName) \(binding.command) \(binding.label) \(binding.description)".lowercased()
        return words.allSatisfy { text.contains($0) }
      }
      guard !found.isEmpty else { continue }
      lines.append((TextWidth.clipped(section.title, to: width), Theme.heading))
      for binding in found { append(binding, reason: Self.reason(binding, heading, area), width: width) }
    }
    if entries.isEmpty { lines = [("no key does that; Esc drops what was typed", Theme.quiet)] }
    guard entries.indices.contains(state.cursor) else { return }
    for line in entries[state.cursor].lines { lines[line].style = Theme.bar }
  }

  /// Why a key does nothing now; nil for one that works.
  private static func reason(_ binding: KeyBinding, _ heading: Heading, _ area: Area) -> String? {
    if binding.writes, heading.readOnlyReason != nil { return "not now: read-only" }
    return binding.areas.contains(area) ? nil : "not here"
  }

  private mutating func append(_ binding: KeyBinding, reason: String?, width: Int) {
    let name = TextWidth.padded("  \(binding.shownName)", to: min(Self.nameWidth + 2, width / 2))
    let text = "\(name) \(binding.description)" + (reason.map { " (\($0))" } ?? "")
    let wrapped = WrappedText(text, width: width, indent: TextWidth.columns(of: name) + 1).lines
    entries.append((binding, lines.count..<lines.count + wrapped.count))
    lines += wrapped.map { ($0, reason == nil ? .plain : Theme.quiet) }
  }
}
