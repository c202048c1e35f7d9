/// Something that a key does to the list at hand, whichever rows it has.
enum ListEdit: Sendable, Hashable {
  /// Move the cursor by so many visible rows, stopping at the ends.
  case move(Int)
  /// Mark the row under the cursor, or take its mark away, and move on.
  case toggleMark
  /// Take all marks away.
  case clearMarks
  /// Show only rows that contain the text.
  case filter(String)
  /// Show only rows in which something was found.
  case limit(RowLimit)
}

extension ListState {
  /// Changes the list as a key asks for.
  mutating func apply(_ edit: ListEdit) {
    switch edit {
    case .move(let step): move(by: step)
    case .toggleMark: toggleMark()
    case .clearMarks: clearMarks()
    case .filter(let text): setFilter(text)
    case .limit(let limit): setLimit(limit)
    }
  }
}
