/// Rows of a picture that are better moved up or down on the terminal than written anew.
///
/// A terminal moves whole rows only. ncurses finds that out by itself where whole rows are the same as before; beside a
/// list that scrolls there may stand a pane that does not, and then moving the rows and writing the pane again still costs
/// far less than writing the list.
struct ScrollPlan: Equatable {
  /// The rows that take part; those that scroll out at one end are lost, those at the other become empty.
  let rows: Range<Int>
  /// How many rows up they move; negative: down.
  let shift: Int

  /// A turn of the wheel is three rows.
  private static let shifts = [1, -1, 2, -2, 3, -3]
  private static let fewestRows = 4

  /// The move that saves the most cells between two pictures of one size; nil where none is worth it.
  static func best(from old: Grid, to new: Grid) -> ScrollPlan? {
    guard old.size == new.size, new.size.columns > 0 else { return nil }
    let stays = (0..<new.size.rows).map { new.differences(row: $0, from: old, row: $0) }
    guard stays.count(where: { $0 > 0 }) >= fewestRows else { return nil }
    let changed = stays.reduce(0, +)
    var best: (plan: ScrollPlan, gain: Int)?
    for shift in shifts {
      guard let found = run(from: old, to: new, shift: shift, stays: stays) else { continue }
      if found.gain > best?.gain ?? new.size.columns { best = found }
      // Another one could hardly save more, and each costs a look at every cell.
      if found.gain > changed / 2 { break }
    }
    return best?.plan
  }

  /// The run of neighbouring rows with the greatest gain under one shift.
  private static func run(
    from old: Grid,
    to new: Grid,
    shift: Int,
    stays: [Int]
  ) -> (plan: ScrollPlan, gain: Int)? {
    var best: (rows: Range<Int>, gain: Int)?
    var start = 0
    var gain = 0
    for row in max(0, -shift)..<min(new.size.rows, new.size.rows - shift) {
      if gain <= 0 { (start, gain) = (row, 0) }
      // A row that stays as it is gains nothing, whatever would come there.
      let moved = stays[row] == 0 && gain == 0 ? 0 : new.differences(row: row, from: old, row: row + shift)
      gain += stays[row] - moved
      if gain > best?.gain ?? 0 { best = (start..<row + 1, gain) }
    }
    guard let best, best.rows.count >= fewestRows else { return nil }
    let rows =
      shift > 0
      ? best.rows.lowerBound..<best.rows.upperBound + shift : best.rows.lowerBound + shift..<best.rows.upperBound
    return (ScrollPlan(rows: rows, shift: shift), best.gain)
  }
}

extension Grid {
  /// The rows moved as a terminal moves them.
  func scrolled(_ plan: ScrollPlan) -> Grid {
    var moved = self
    for row in plan.rows {
      let source = row + plan.shift
      moved.replaceRow(row, with: plan.rows.contains(source) ? self.row(source) : nil)
    }
    return moved
  }

  /// How many cells of a row differ from those of a row of a grid of the same width.
  func differences(row: Int, from other: Grid, row otherRow: Int) -> Int {
    var count = 0
    for (cell, otherCell) in zip(self.row(row), other.row(otherRow)) where cell != otherCell { count += 1 }
    return count
  }
}
