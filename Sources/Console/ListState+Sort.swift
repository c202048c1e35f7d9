import Terminal

extension ListState {
  /// Sorts by a column; the column that is sorted by already is turned round. Nil goes back to the rows' own order.
  ///
  /// Of numbers, the greatest come first. Rows that are equal in the column stay in their own order.
  public mutating func sort(by column: Int?) {
    guard let column else { return setSort(nil) }
    guard traits.columns.indices.contains(column), traits.columns[column].order != nil else { return }
    if let sort, sort.column == column { return invertSort() }
    setSort(ListSort(column: column, isDescending: traits.columns[column].alignment == .right))
  }

  /// Turns the order round.
  public mutating func invertSort() {
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
    let keyed = rows.indices.map { (key: key(rows[$0]), place: Int32($0)) }
    sorted =
      keyed.sorted { left, right in
        if left.key < right.key { return !sort.isDescending }
        if right.key < left.key { return sort.isDescending }
        return left.place < right.place
      }.map(\.place)
  }
}
