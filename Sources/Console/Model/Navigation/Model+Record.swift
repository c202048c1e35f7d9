import LearnerRecords

extension Model {
  /// Puts the cursor of a record that was just opened where there is something to do: on the first row that a backfill
  /// mends, else on the first with drift.
  mutating func moveToFirstDrift() {
    let visible = rows.visible
    let mended = visible.firstIndex(where: \.isBackfillable)
    if let place = mended ?? visible.firstIndex(where: { FindingSet($0.findings).intersects(.drift) }) {
      rows.move(to: place)
    }
  }

  /// What a backfill that finds nothing in the chosen rows of a record would find in the others; nil for nothing.
  var otherRowsHint: String? {
    guard case .record = place else { return nil }
    let chosen = Set(rows.chosen.map(\.id))
    let others = rows.visible.count { $0.isBackfillable && !chosen.contains($0.id) }
    guard others > 0 else { return nil }
    let these = rows.markedCount > 0 || rows.rangeCount > 0 ? "the marked rows" : "the row under the cursor"
    let what = others == 1 ? "1 other row" : "\(others) other rows"
    return "Nothing in \(these); \(what) of this record can be backfilled: a marks all, then b"
  }
}
