extension ListState {
  /// Marks the row under the cursor, or takes its mark away, and moves on. A range that is being marked is marked.
  package mutating func toggleMark() {
    guard anchor == nil else { return endRange() }
    guard let cursor else { return }
    if marked.remove(cursor) == nil { marked.insert(cursor) }
    move(by: 1)
  }

  /// Begins a range at the cursor, which then reaches as far as the cursor goes; begun already, marks it.
  package mutating func toggleRange() {
    guard anchor == nil else { return endRange() }
    anchor = position.map { (visible[$0].id, $0) }
  }

  /// Forgets the range without marking it.
  package mutating func dropRange() { anchor = nil }

  /// Marks all rows that are shown.
  package mutating func markAll() {
    anchor = nil
    marked.formUnion(visible.lazy.map(\.id))
  }

  /// Marks all rows that are shown and like the one under the cursor.
  mutating func markAlike() {
    anchor = nil
    guard let current, let likeness = traits.likeness(current) else { return }
    marked.formUnion(visible.lazy.filter { [traits] in traits.likeness($0) == likeness }.map(\.id))
  }

  /// Marks the rows that are shown and not marked, and takes the marks of the others that are shown.
  package mutating func invertMarks() {
    anchor = nil
    marked.formSymmetricDifference(visible.map(\.id))
  }

  /// Takes all marks away.
  package mutating func clearMarks() {
    anchor = nil
    marked = []
  }

  /// The visible rows between where a range was begun and the cursor.
  var range: ClosedRange<Int>? {
    guard let anchor, let position else { return nil }
    return min(anchor.position, position)...max(anchor.position, position)
  }

  var rangeIDs: [Row.ID] { range.map { visible[$0].map(\.id) } ?? [] }

  private mutating func endRange() {
    marked.formUnion(rangeIDs)
    anchor = nil
  }
}
