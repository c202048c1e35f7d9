import Terminal

/// A line about what was just done, where it is too long for the line above the footer: it stands over the last rows of
/// the list until the next key, so that it can be read in whole.
struct NoticeView {
  let lines: [String]
  let statusRow: Int
  let columns: Int

  /// Nil for what fits into the line, and while something else stands there.
  init?(_ model: Model) {
    let layout = model.layout
    guard let notice = model.notice, model.progress == nil, model.list.filterProblem == nil,
      model.palette == nil, !model.isSearching, !layout.isTooSmall
    else { return nil }
    let width = layout.size.columns - 2
    let wrapped = notice.split(separator: "\n").flatMap { WrappedText(String($0), width: width).lines }
    guard wrapped.count > 1 else { return nil }
    // The titles of the list stay in sight.
    let room = max(1, layout.statusRow - layout.list.row - 1)
    lines =
      wrapped.count > room
      ? wrapped.prefix(room - 1) + [TextWidth.clipped(wrapped[(room - 1)...].joined(separator: " "), to: width)]
      : wrapped
    statusRow = layout.statusRow
    columns = layout.size.columns
  }

  /// The rows that it covers, with the line above it.
  var rows: ClosedRange<Int> { statusRow - lines.count...statusRow }

  func draw(on grid: inout Grid) {
    grid.fill(Rectangle(column: 0, row: rows.lowerBound, columns: columns, rows: rows.count))
    grid.horizontalLine(at: (0, rows.lowerBound), length: columns, style: Theme.frame)
    for (offset, line) in lines.enumerated() {
      grid.write(line, at: (1, rows.lowerBound + 1 + offset), width: columns - 2, style: Theme.quiet)
    }
  }
}
