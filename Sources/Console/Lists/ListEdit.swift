/// Something that a key does to the list, whichever rows it has.
enum ListEdit: Sendable, Hashable {
  /// Move the cursor by so many visible rows, stopping at the ends.
  case move(Int)
  /// Mark the row under the cursor, or take its mark away, and move on.
  case toggleMark
  /// Take all marks away.
  case clearMarks
  /// Show only rows that what is typed lets through.
  case filter(String)
  /// Show only rows in which something was found.
  case limit(RowLimit)
  /// Move the cursor by so many visible rows, and what is shown with it.
  case page(Int)
  /// Move the cursor to a visible row.
  case moveTo(Int)
  /// Sort by a column, or reverse its order; nil for the rows' own order.
  case sort(column: Int?)
  /// Sort by a column, the greatest first or last; nil for what is usual in the column.
  case order(column: Int, isDescending: Bool?)
  /// Reverse the order.
  case invertSort
  /// Begin a range at the cursor, or mark it.
  case toggleRange
  /// Forget the range.
  case dropRange
  /// Mark all rows that are shown.
  case markAll
  /// Mark all rows that are shown and like the one under the cursor.
  case markAlike
  /// Mark what is shown and not marked, and take the other marks away.
  case invertMarks
}

extension ListEdit {
  /// Whether it is the operator who moves the cursor.
  var movesCursor: Bool {
    switch self {
    case .move, .page, .moveTo: true
    default: false
    }
  }
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
    case .page(let step): page(by: step)
    case .moveTo(let index): move(to: index)
    case .sort(let column):
      sort(by: column)
      moveToFirst()
    case .order(let column, let isDescending):
      order(by: column, isDescending: isDescending)
      moveToFirst()
    case .invertSort:
      invertSort()
      moveToFirst()
    case .toggleRange: toggleRange()
    case .dropRange: dropRange()
    case .markAll: markAll()
    case .markAlike: markAlike()
    case .invertMarks: invertMarks()
    }
  }
}
