import Terminal

/// Where the operator is, as a trail, and how many rows are marked there.
struct TrailView {
  let model: Model

  /// The trail in so many columns. The part that can be cut gives way to what stands beside it, then its beginning does,
  /// and then everything else.
  func text(width: Int) -> String {
    let crumbs = crumbs
    guard let middle = crumbs.lastIndex(where: \.givesWay) else {
      return withNotes(crumbs.map(\.text).joined(separator: Self.separator), width)
    }
    let notes = notes[0]
    let before = crumbs[..<middle].map(\.text)
    let end = crumbs[(middle + 1)...].map(\.text)
    for start in end.isEmpty ? [before] : [before, ["…"]] {
      let room = width - TextWidth.columns(of: (start + [""] + end).joined(separator: Self.separator) + notes)
      guard room >= 12 else { continue }
      let text = TextWidth.clipped(crumbs[middle].text, to: room, cut: .middle)
      return (start + [text] + end).joined(separator: Self.separator) + notes
    }
    let subject = crumbs.last(where: \.isSubject) ?? crumbs[middle]
    return TextWidth.clipped(subject.text, to: max(0, width - TextWidth.columns(of: notes)), cut: .middle) + notes
  }

  /// The path with the notes beside which enough of it is left. What is marked is told whatever is left: a key acts on it.
  private func withNotes(_ path: String, _ width: Int) -> String {
    let least = min(TextWidth.columns(of: path), Self.leastPath)
    let notes = notes.first { width - TextWidth.columns(of: $0) >= least } ?? notes[notes.count - 1]
    let room = width - TextWidth.columns(of: notes)
    guard room > 1 || notes.isEmpty else { return String(notes.drop { $0 == " " }) }
    return TextWidth.clipped(path, to: room) + notes
  }

  private static let separator = " › "
  /// Columns in which a path still says where one is.
  private static let leastPath = 8

  /// The parts of the trail, from the last screen with which a trail begins.
  private var crumbs: [Crumb] {
    let screens = model.trail.screens
    let crumbs = screens.indices.map { screens[$0].crumb(model.context(under: Array(screens[..<$0]))) }
    return Array(crumbs[(crumbs.lastIndex(where: \.begins) ?? 0)...]).filter { !$0.text.isEmpty }
  }

  /// What is told behind the path, the most first, and what is marked alone last.
  private var notes: [String] {
    let list = model.list
    let isLimited = model.screen.restLimit == .drift && list.limit == .drift
    let marks = [
      list.markedCount > 0 ? "\(list.markedCount) marked" : "",
      list.rangeCount > 0 ? "range of \(list.rangeCount)" : "",
    ].filter { !$0.isEmpty }
    let limits = isLimited ? [["drift only; d shows all"], ["drift only"], []] : [[]]
    return limits.map { $0 + marks }.map { $0.isEmpty ? "" : "   (\($0.joined(separator: ", ")))" }
  }
}
