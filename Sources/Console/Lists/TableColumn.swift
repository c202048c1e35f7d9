import Terminal

/// A column of a list: its title, how wide it may be, and what a row shows in it.
struct TableColumn<Row>: Sendable {
  let title: String
  /// The title where the whole one does not fit.
  var shortTitle: String?
  /// The columns of the screen that it needs.
  let minimum: Int
  /// The columns that it never exceeds, however long its texts are.
  let maximum: Int
  /// Lower stays longer when the screen is narrow; 0 always stays.
  var importance = 0
  var alignment = TextWidth.Alignment.left
  /// Where texts that are too long are cut.
  var cut = TextWidth.Cut.end
  /// What rows are sorted by in this column; nil when they cannot be.
  var order: (@Sendable (Row) -> SortKey)?
  /// What a file holds in place of the cell's text, where that is shortened for the screen.
  var value: (@Sendable (Row) -> ExportValue)?
  /// The columns of a file that stand for this one, where its cells hold several values.
  var parts: [(title: String, value: @Sendable (Row) -> ExportValue)]?
  let cell: @Sendable (Row) -> (text: String, style: Style)

  /// What a file holds of a row: what stands to the right are numbers, and a number that nobody knows is a sign there.
  func exported(_ row: Row) -> ExportValue {
    if let value { return value(row) }
    let text = cell(row).text
    guard alignment == .right else { return .text(text) }
    if let number = Int(text) { return .number(number) }
    return text == "·" || text == "-" || text == "none" ? .number(nil) : .text(text)
  }

  /// The columns of a file, with their titles.
  var exportedParts: [(title: String, value: @Sendable (Row) -> ExportValue)] {
    if let parts { return parts }
    let value: @Sendable (Row) -> ExportValue = { exported($0) }
    return [(title, value)]
  }

  func title(within width: Int) -> String {
    guard TextWidth.columns(of: title) > width, let shortTitle else { return title }
    return shortTitle
  }

  /// The title in exactly so many columns, with a mark when the list is sorted by this column.
  func title(_ width: Int, sortedBy sort: ListSort?, column: Int) -> String {
    guard let sort, sort.column == column else {
      return TextWidth.padded(title(within: width), to: width, alignment: alignment)
    }
    let mark = sort.isDescending ? "▼" : "▲"
    let text = TextWidth.clipped(title(within: width - 2), to: width - 2, ellipsis: "") + " " + mark
    return TextWidth.padded(text, to: width, alignment: alignment)
  }
}

/// Which columns fit, and how wide each is.
struct TableWidths {
  /// Index of the column and its width, from left to right.
  let columns: [(index: Int, width: Int)]
  static let gap = 2
  /// The importance from which on a column only decorates.
  private static let decoration = 5

  /// Gives each column what its texts need first, those that only decorate behind the others, and what its title needs then.
  ///
  /// - Parameters:
  ///   - chosen: the columns to show, by their indexes, in this order; nil for all.
  ///   - sort: the column by which the rows are sorted has a mark at its title.
  ///   - rows: the rows on the screen.
  init<Row>(
    _ all: [TableColumn<Row>],
    chosen: [Int]? = nil,
    sortedBy sort: ListSort? = nil,
    rows: some Collection<Row>,
    in available: Int
  ) {
    var kept = chosen ?? Array(all.indices)
    let minimum = { (index: Int) in all[index].minimum }
    let needed = { (indices: [Int]) in
      indices.reduce(0) { $0 + minimum($1) } + Self.gap * max(0, indices.count - 1)
    }
    // The least important column from a rank on, which the rows are not sorted by.
    let leastImportant = { (kept: [Int], rank: Int) in
      kept.filter { all[$0].importance >= rank && $0 != sort?.column }.max { all[$0].importance < all[$1].importance }
    }
    while needed(kept) > available, let drop = leastImportant(kept, 1) { kept.removeAll { $0 == drop } }
    let text = all.indices.map { index in
      guard kept.contains(index) else { return 0 }
      // Clipped first, so that the work does not grow with the length of a hostile text.
      return rows.map { TextWidth.columns(of: TextWidth.clipped(all[index].cell($0).text, to: all[index].maximum)) }
        .max() ?? 0
    }
    // What rows are told apart by is not cut for the sake of decoration.
    let whole = { (indices: [Int]) in
      indices.reduce(needed(indices)) { sum, index in
        all[index].importance < Self.decoration ? sum + max(0, text[index] - minimum(index)) : sum
      }
    }
    if chosen == nil {
      while whole(kept) > available, let drop = leastImportant(kept, Self.decoration) { kept.removeAll { $0 == drop } }
    }
    var widths = kept.map(minimum)
    var spare = available - needed(kept)
    let texts = kept.map { text[$0] }
    let titles = kept.map { min(all[$0].maximum, TextWidth.columns(of: all[$0].title) + (sort?.column == $0 ? 2 : 0)) }
    let tellingTexts = kept.indices.map { all[kept[$0]].importance < Self.decoration ? texts[$0] : 0 }
    for wanted in [tellingTexts, texts, titles] {
      // Round by round, so that no column grows while a more starved one waits.
      while spare > 0 {
        let growing = kept.indices.filter { widths[$0] < wanted[$0] }
        guard !growing.isEmpty else { break }
        for index in growing where spare > 0 {
          widths[index] += 1
          spare -= 1
        }
      }
    }
    columns = zip(kept, widths).map { ($0, $1) }
  }
}
