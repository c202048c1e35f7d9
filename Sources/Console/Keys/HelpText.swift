import OpenEdX
import Terminal

/// What the help is searched for, and which of what it found the cursor is on.
package struct HelpState: Sendable, Hashable {
  var filter = ""
  var cursor = 0
}

/// The help's lines: the keys that the typed words leave, under headings, what the marks and the findings mean, and which
/// lines belong to what can be chosen.
struct HelpText {
  /// What the cursor can be on.
  struct Entry {
    /// The key; nil for a finding.
    var binding: KeyBinding?
    /// The finding, to which Enter limits the list; nil for a key.
    var finding: Finding?
    let lines: Range<Int>
  }

  private(set) var lines: [(text: String, style: Style)] = []
  private(set) var entries: [Entry] = []
  private let width: Int

  /// The columns of the longest key or command, and of the longest finding.
  private static let nameWidth = KeyBinding.table.map { TextWidth.columns(of: $0.shownName) }.max() ?? 0
  private static let findingWidth = Finding.allCases.map { TextWidth.columns(of: $0.rawValue) }.max() ?? 0

  /// Columns from which a finding and what it means stand side by side.
  private static let columnsForFindings = 60

  init(_ state: HelpState, heading: Heading, area: Area, width: Int) {
    self.width = width
    let words = state.filter.lowercased().split(separator: " ")
    let isWanted = { (text: String) in words.allSatisfy { text.lowercased().contains($0) } }
    for section in KeyBinding.sections(in: area) {
      let found = section.bindings.filter { isWanted("\($0.shownName) \($0.command) \($0.label) \($0.description)") }
      begin(section.title, found)
      for binding in found { append(binding, reason: Self.reason(binding, heading, area)) }
    }
    appendMarks(isWanted)
    for kind in Legend.kinds {
      let found = Finding.allCases.filter { $0.kind == kind && isWanted(Legend.searched($0)) }
      begin(Legend.title(kind), found)
      for finding in found { append(finding) }
    }
    if lines.isEmpty { lines = [("nothing is called so; Esc drops what was typed", Theme.quiet)] }
    guard entries.indices.contains(state.cursor) else { return }
    for line in entries[state.cursor].lines { lines[line].style = Theme.bar }
  }

  /// Why a key does nothing now; nil for one that works.
  private static func reason(_ binding: KeyBinding, _ heading: Heading, _ area: Area) -> String? {
    if binding.writes, heading.readOnlyReason != nil { return "not now: read-only" }
    return binding.areas.contains(area) ? nil : "not here"
  }

  private mutating func begin(_ title: String, _ found: [some Any]) {
    if !found.isEmpty { lines.append((TextWidth.clipped(title, to: width), Theme.heading)) }
  }

  private mutating func append(_ binding: KeyBinding, reason: String?) {
    let text = binding.description + (reason.map { " (\($0))" } ?? "")
    let first = lines.count
    append(binding.shownName, text, nameWidth: Self.nameWidth, style: reason == nil ? .plain : Theme.quiet)
    entries.append(Entry(binding: binding, lines: first..<lines.count))
  }

  private mutating func append(_ finding: Finding) {
    let first = lines.count
    if width < Self.columnsForFindings {
      lines += WrappedText("  \(finding.rawValue): \(finding.summary)", width: width, indent: 4).lines.map {
        ($0, .plain)
      }
    } else {
      append(finding.rawValue, finding.summary, nameWidth: Self.findingWidth)
    }
    entries.append(Entry(finding: finding, lines: first..<lines.count))
  }

  private mutating func appendMarks(_ isWanted: (String) -> Bool) {
    let found = Legend.marks.filter { isWanted("\($0.mark) \($0.text)") }
    begin(Legend.marksTitle, found)
    for mark in found { append(mark.mark, mark.text, nameWidth: Self.nameWidth) }
  }

  private mutating func append(_ name: String, _ text: String, nameWidth: Int, style: Style = .plain) {
    let name = TextWidth.padded("  \(name)", to: min(nameWidth + 2, width / 2))
    let wrapped = WrappedText("\(name) \(text)", width: width, indent: TextWidth.columns(of: name) + 1).lines
    lines += wrapped.map { ($0, style) }
  }
}

/// What the marks on the screens and the names of findings mean.
enum Legend {
  static let marksTitle = "Marks"

  /// Marks that stand for themselves; those of findings stand over the findings.
  static let marks: [(mark: String, text: String)] = [
    ("✓", "Earned or Completed, as the learner's page says it"),
    ("✗", "Not Earned; in Engine, a task that was given up"),
    ("○", "Partially Completed; beside a row, in the range that is being marked"),
    ("●", "Beside a row: marked"),
    ("▸ ~", "In Engine: a task that runs; one that waits for another try"),
  ]

  /// In the order in which they need somebody.
  static let kinds: [Finding.Kind] = [.drift, .blocker, .lms, .explanation]

  /// The heading of a kind's findings.
  static func title(_ kind: Finding.Kind) -> String {
    "Findings marked \(Theme.mark(kind).mark), \(kind.rawValue): \(kind.summary)"
  }

  /// What of a finding is searched.
  static func searched(_ finding: Finding) -> String {
    "\(finding.rawValue) \(finding.summary) \(finding.kind.rawValue)"
  }
}
