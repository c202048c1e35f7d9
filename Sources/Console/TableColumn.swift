import Terminal

/// A column of a list: its title, how wide it may be, and what a row shows in it.
struct TableColumn<Row>: Sendable {
  let title: String
  /// The columns of the screen that it needs.
  let minimum: Int
  /// The columns that it makes use of.
  let maximum: Int
  /// Lower stays longer when the screen is narrow; 0 always stays.
  var importance = 0
  var alignment = TextWidth.Alignment.left
  let cell: @Sendable (Row) -> (text: String, style: Style)
}

/// Which columns fit, and how wide each is.
struct TableWidths {
  /// Index of the column and its width, from left to right.
  let columns: [(index: Int, width: Int)]
  static let gap = 2

  init<Row>(_ all: [TableColumn<Row>], in available: Int) {
    var kept = Array(all.indices)
    let needed = { (indices: [Int]) in
      indices.reduce(0) { $0 + all[$1].minimum } + Self.gap * max(0, indices.count - 1)
    }
    while needed(kept) > available,
      let drop = kept.filter({ all[$0].importance > 0 }).max(by: { left, right in
        all[left].importance < all[right].importance
      })
    {
      kept.removeAll { $0 == drop }
    }
    var widths = kept.map { all[$0].minimum }
    var spare = available - needed(kept)
    // Round by round, so that no column grows while a more starved one waits.
    while spare > 0 {
      let growing = kept.indices.filter { widths[$0] < all[kept[$0]].maximum }
      guard !growing.isEmpty else { break }
      for place in growing where spare > 0 {
        widths[place] += 1
        spare -= 1
      }
    }
    columns = zip(kept, widths).map { ($0, $1) }
  }
}
