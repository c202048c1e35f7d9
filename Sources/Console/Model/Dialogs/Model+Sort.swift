import Terminal

/// A column to sort by.
package struct ColumnChoice: Sendable, Hashable {
  /// The column's index; nil for the rows' own order.
  let column: Int?
  let title: String
  /// Which way the list is sorted by it now; a space when it is not.
  let mark: String
}

extension Model {
  static let nothingToSort = "There is nothing to sort here"

  /// Opens the choice of columns, with the cursor on the one in force.
  mutating func askForColumn() {
    guard !list.sortableColumns.isEmpty else {
      notice = Self.nothingToSort
      return
    }
    let sort = list.sort
    let mark = sort.map { $0.isDescending ? "▼" : "▲" } ?? " "
    let columns = list.sortableColumns.map {
      ColumnChoice(column: $0.column, title: $0.title, mark: sort?.column == $0.column ? mark : " ")
    }
    let choices = [ColumnChoice(column: nil, title: "their own order", mark: " ")] + columns
    dialog = .columns(choices, cursor: choices.firstIndex { $0.column == sort?.column } ?? 0)
  }

  /// Reverses the order, where there is one.
  mutating func invertSort() {
    if list.sort == nil { notice = "The rows are in their own order; s sorts them by a column" }
    edit(.invertSort)
  }

  /// Keys while a column is chosen. The key that opened the choice goes on in it, so that `s s Enter` sorts by the first.
  mutating func pressInColumns(_ choices: [ColumnChoice], cursor: Int, _ key: Key) {
    switch key {
    case .enter:
      dialog = nil
      if choices.indices.contains(cursor) { edit(.sort(column: choices[cursor].column)) }
    case .escape, .character("q"): dialog = nil
    default:
      let next = key == .character("s") ? (cursor + 1) % choices.count : choice(key, from: cursor, of: choices.count)
      guard let next else { return }
      let offset = dialogOffset
      dialog = .columns(choices, cursor: next)
      dialogOffset = offset
      keepInSight(next)
    }
  }
}
