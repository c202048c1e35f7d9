import OpenEdX

extension ListState {
  /// Shows only rows that what is typed lets through.
  ///
  /// As long as a longer text can only show less, only what is shown is looked at again. A cursor whose row is not among
  /// the matches goes to the first: what is typed next is meant for that.
  package mutating func setFilter(_ text: String) {
    let new = RowFilter(text, fields: traits.fieldNames)
    let old = readFilter
    filter = text
    readFilter = new
    guard new.terms != old.terms else { return }
    let kept = keep()
    if new.narrows(old), let shown {
      self.shown = shown.filter { isAdmitted(rows[Int($0)]) }
    } else {
      filterAll()
    }
    restore((kept.id, kept.place, position: 0))
  }

  /// Shows only rows in which something was found.
  package mutating func setLimit(_ limit: RowLimit) {
    let kept = keep()
    self.limit = limit
    filterAll()
    restore(kept)
  }

  /// How many of all rows each limit would leave; those that would leave none are left out, but for the first two.
  package var limits: [(limit: RowLimit, rows: Int)] {
    let counts = FindingSet.counts(rows.lazy.map(traits.findings))
    return [(.all, rows.count), (.drift, counts.drift)]
      + counts.byFinding.filter { $0.rows > 0 }.map { (.finding($0.finding), $0.rows) }
  }

  func isAdmitted(_ row: Row) -> Bool {
    if let wanted = limit.wanted, !traits.findings(row).intersects(wanted) { return false }
    return traits.admits(row, readFilter)
  }

  /// Looks at all rows, in the order in which they are to be shown.
  mutating func filterAll() {
    guard limit != .all || !readFilter.terms.isEmpty else {
      shown = sorted
      return
    }
    let wanted = limit.wanted
    shown = (sorted ?? Array(0..<Int32(rows.count))).filter { place in
      let row = rows[Int(place)]
      return wanted.map { traits.findings(row).intersects($0) } ?? true && traits.admits(row, readFilter)
    }
  }
}
