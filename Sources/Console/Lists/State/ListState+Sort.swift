import Terminal

extension ListState {
  /// Sorts by a column; the column that is sorted by already is reversed. Nil goes back to the rows' own order.
  ///
  /// Of numbers, the greatest come first. Rows that are equal in the column stay in their own order.
  package mutating func sort(by column: Int?) {
    guard let column else { return setSort(nil) }
    if let sort, sort.column == column { return invertSort() }
    order(by: column, isDescending: nil)
  }

  /// Sorts by a column, the greatest first or last; nil for what is usual in the column.
  package mutating func order(by column: Int, isDescending: Bool?) {
    guard traits.columns.indices.contains(column), traits.columns[column].order != nil else { return }
    setSort(ListSort(column: column, isDescending: isDescending ?? (traits.columns[column].alignment == .right)))
  }

  /// Reverses the order.
  package mutating func invertSort() {
    guard let sort else { return }
    setSort(ListSort(column: sort.column, isDescending: !sort.isDescending))
  }

  private mutating func setSort(_ sort: ListSort?) {
    let kept = keep()
    self.sort = sort
    sortAll()
    filterAll()
    restore(kept)
  }

  /// Sorts all rows, so that a filter that is widened need not sort again.
  mutating func sortAll() {
    guard let sort, traits.columns.indices.contains(sort.column), let key = traits.columns[sort.column].order else {
      sorted = nil
      return
    }
    let keys = rows.map(key)
    // Only numbers are moved while sorting; the texts are asked where their first bytes do not decide.
    let ranks = keys.indices.map { (rank: keys[$0].rank, index: Int32($0)) }
    sorted =
      ranks.sorted { left, right in
        if left.rank != right.rank { return (left.rank < right.rank) != sort.isDescending }
        let (a, b) = (keys[Int(left.index)], keys[Int(right.index)])
        if a < b { return !sort.isDescending }
        if b < a { return sort.isDescending }
        return left.index < right.index
      }.map(\.index)
  }
}
