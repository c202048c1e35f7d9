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
    guard new.terms != old.terms || (new.problem == nil) != (old.problem == nil) else { return }
    let kept = keep()
    if new.problem == nil, old.problem == nil, new.narrows(old), let shown {
      self.shown = shown.filter { isAdmitted(rows[Int($0)]) }
    } else {
      filterAll()
    }
    restore((kept.id, kept.index, position: 0))
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
    // What cannot be read asks for no rows: all of them would be taken for the answer.
    guard readFilter.problem == nil else { return false }
    if let wanted = limit.wanted, !traits.findings(row).intersects(wanted) { return false }
    return traits.admits(row, readFilter)
  }

  /// Looks at all rows, in the order in which they are to be shown.
  mutating func filterAll() {
    guard readFilter.problem == nil else {
      shown = []
      return
    }
    guard limit != .all || !readFilter.terms.isEmpty else {
      shown = sorted
      return
    }
    let wanted = limit.wanted
    shown = (sorted ?? Array(0..<Int32(rows.count))).filter { index in
      let row = rows[Int(index)]
      return wanted.map { traits.findings(row).intersects($0) } ?? true && traits.admits(row, readFilter)
    }
  }
}

extension ListState {
  /// Why no row is shown though there are some; nil where there are none, or where rows are shown.
  var whyNothingIsShown: String? {
    guard !rows.isEmpty, visible.isEmpty else { return nil }
    if let problem = readFilter.problem { return "nothing is shown: \(problem.text(.keys))" }
    let reasons = [filter.isEmpty ? "" : "matches “\(filter)”", limit == .all ? "" : "is among \(limit.title)"]
    let why = reasons.filter { !$0.isEmpty }.joined(separator: " and ")
    return "none of \(rows.count == 1 ? "1 row" : "\(rows.count) rows") \(why); Esc drops that"
  }
}
