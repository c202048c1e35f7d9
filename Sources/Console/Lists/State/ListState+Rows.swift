extension ListState {
  /// Puts new rows in, and keeps cursor and marks on the rows that are still there.
  package mutating func replace(_ rows: [Row]) {
    let kept = keep()
    self.rows = rows
    if !marked.isEmpty { marked.formIntersection(rows.lazy.map(\.id)) }
    sortAll()
    filterAll()
    restore(kept)
  }

  /// Puts rows behind those that are there.
  package mutating func append(_ more: [Row]) {
    guard !more.isEmpty else { return }
    let kept = keep()
    let first = rows.count
    rows += more
    if sort != nil {
      sortAll()
      filterAll()
    } else if shown != nil {
      let admitted = (first..<rows.count).filter { isAdmitted(rows[$0]) }
      shown?.append(contentsOf: admitted.map { Int32($0) })
    }
    restore(kept)
  }

  /// Puts rows in place of those with their identities, wherever these stand; others are passed over.
  package mutating func update(_ changed: [Row]) {
    var wanted = Dictionary(changed.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let kept = keep()
    for index in rows.indices where !wanted.isEmpty {
      if let row = wanted.removeValue(forKey: rows[index].id) { rows[index] = row }
    }
    sortAll()
    filterAll()
    restore(kept)
  }

  /// What has to outlive a change of the rows: the row under the cursor, where it was, and where a range began.
  typealias Kept = (id: Row.ID?, index: Int, position: Int)

  func keep() -> Kept {
    guard let position else { return (nil, 0, 0) }
    let index = shown.map { Int($0[position]) } ?? position
    return (rows[index].id, index, position)
  }

  /// Puts the cursor on the row that it was on; when that is gone or hidden, the cursor stays where it was.
  mutating func restore(_ kept: Kept) {
    let count = visible.count
    let found = kept.id.flatMap { visiblePosition(of: $0, near: kept.index) }
    position = count == 0 ? nil : found ?? min(kept.position, count - 1)
    if let begun = anchor {
      anchor = visiblePosition(of: begun.id, near: begun.position).map { (begun.id, $0) }
    }
  }

  /// Where a row is shown; looked for first where it was, and only then everywhere.
  private func visiblePosition(of id: Row.ID, near index: Int) -> Int? {
    let isHere = rows.indices.contains(index) && rows[index].id == id
    guard let index = isHere ? index : rows.firstIndex(where: { $0.id == id }) else { return nil }
    return shown.map { $0.firstIndex(of: Int32(index)) } ?? index
  }
}
