import OpenEdX

/// A list with a cursor, marks, a filter, an order and a scroll position, all bound to the identity of rows.
///
/// Refreshing keeps the cursor on the same row even when the rows have moved; an action therefore never hits a row that
/// slid under the cursor. Rows are held once: what is shown, and in which order, are indexes among them, so that moving
/// costs the same in a list of a dozen and of a quarter of a million.
package struct ListState<Row: Identifiable & Sendable>: Sendable where Row.ID: Sendable {
  /// All rows, in their own order.
  package internal(set) var rows: [Row] = []
  /// The indexes of all rows in the order that was asked for; nil for their own.
  var sorted: [Int32]?
  /// The indexes of the rows that filter and limit let through, as they are shown; nil when all are, in their own order.
  var shown: [Int32]?
  /// The index of the cursor among the visible rows.
  package internal(set) var position: Int?
  /// The first visible row that was drawn last.
  private var top = 0
  /// The marked rows.
  package internal(set) var marked: Set<Row.ID> = []
  /// Where a range that is being marked begins: a row, and its index among the visible rows.
  var anchor: (id: Row.ID, position: Int)?
  /// The text that was typed to find rows; "" for all.
  package internal(set) var filter = ""
  /// The same, read.
  var readFilter = RowFilter.all
  /// What must have been found in the rows.
  package internal(set) var limit = RowLimit.all
  /// The column by which rows are sorted; nil for their own order.
  package internal(set) var sort: ListSort?
  let traits: ListTraits<Row>

  init(_ traits: ListTraits<Row>) { self.traits = traits }

  /// The rows that are shown, in the order in which they are.
  package var visible: VisibleRows<Row> { VisibleRows(rows: rows, shown: shown) }

  /// The row under the cursor.
  package var current: Row? { position.map { visible[$0] } }

  /// The identity of the row under the cursor.
  package var cursor: Row.ID? { current?.id }

  /// The marked rows, with those of a range that is being marked; the row under the cursor when there are none.
  package var chosen: [Row] {
    guard !marked.isEmpty || anchor != nil else { return current.map { [$0] } ?? [] }
    let all = marked.union(rangeIDs)
    return rows.filter { all.contains($0.id) }
  }

  /// Moves the cursor by so many visible rows, stopping at the ends.
  package mutating func move(by step: Int) {
    guard let position else { return }
    let last = visible.count - 1
    let (sum, overflow) = position.addingReportingOverflow(step)
    self.position = min(max(overflow ? (step < 0 ? 0 : last) : sum, 0), last)
  }

  /// Moves the cursor to a visible row.
  package mutating func move(to index: Int) { move(by: index - (position ?? 0)) }

  /// Moves the cursor to the first visible row: who sorts wants to see what comes first.
  mutating func moveToFirst() {
    move(by: .min)
    top = 0
  }

  /// Moves the cursor by so many visible rows and what is shown with it, stopping at the ends.
  package mutating func page(by step: Int) {
    move(by: step)
    top = max(0, top + step)
  }

  /// The first visible row to draw so that the cursor is among `height` rows.
  ///
  /// Rows move on the screen only where the cursor would leave it: then few cells change, and the eye keeps its place.
  package func offset(height: Int) -> Int {
    guard visible.count > height, height > 0 else { return 0 }
    let index = position ?? 0
    return max(index - height + 1, min(top, index, visible.count - height))
  }

  /// Remembers what is shown in so many rows, for the next look.
  mutating func settle(height: Int) { top = offset(height: height) }
}

/// The rows of a list that are shown, without a copy of them.
package struct VisibleRows<Row: Sendable>: RandomAccessCollection, Sendable {
  let rows: [Row]
  let shown: [Int32]?

  /// 0.
  package var startIndex: Int { 0 }
  /// How many are shown.
  package var endIndex: Int { shown?.count ?? rows.count }
  /// The row that is shown there.
  package subscript(position: Int) -> Row { rows[shown.map { Int($0[position]) } ?? position] }
}
