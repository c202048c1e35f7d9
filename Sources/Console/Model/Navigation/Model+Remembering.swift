extension Model {
  /// What is worth remembering for the next session.
  package var remembered: RememberedState {
    var lists: [String: RememberedState.List] = [:]
    for list in Preferences.List.allCases {
      let info = info(of: list)
      guard !info.filter.isEmpty || info.limit != .all || info.sort != nil else { continue }
      lists[list.rawValue] = RememberedState.List(
        filter: info.filter.isEmpty ? nil : info.filter,
        limit: info.limit == .all ? nil : info.limit.name,
        sort: info.sort.flatMap { sort in info.sortableColumns.first { $0.column == sort.column }?.title },
        isDescending: info.sort?.isDescending
      )
    }
    return RememberedState(
      area: area.name,
      trails: Dictionary(
        uniqueKeysWithValues: trails.map { ($0.key.name, $0.value.map(\.word).prefix { $0 != nil }.compactMap { $0 }) }
      ),
      lists: lists
    )
  }

  /// Goes to where a session ended. What is not understood, e.g. of a newer version, is left out.
  package mutating func recall(_ state: RememberedState) {
    for area in Area.allCases where preferences.start != .area(area) {
      let trail = (state.trails[area.name] ?? []).map { Place(word: $0) }
      // A trail with a hole leads nowhere.
      if trail.count > 1, trail.first == area.start, !trail.contains(nil) { trails[area] = trail.compactMap { $0 } }
    }
    if case .last = preferences.start, let area = Area.allCases.first(where: { $0.name == state.area }) {
      self.area = area
    }
    beginReading()
    for list in Preferences.List.allCases {
      guard let known = state.lists[list.rawValue] else { continue }
      if let filter = known.filter { edit(.filter(filter), in: list) }
      if let title = known.sort, let column = info(of: list).sortableColumns.first(where: { $0.title == title }) {
        edit(.sort(column: column.column), in: list)
        if let wanted = known.isDescending, info(of: list).sort?.isDescending != wanted { edit(.invertSort, in: list) }
      }
      if let limit = known.limit.flatMap(RowLimit.init(name:)) { edit(.limit(limit), in: list) }
    }
  }

  private func info(of list: Preferences.List) -> any ListInfo {
    switch list {
    case .programs: programs
    case .learners: learners
    case .record: rows
    }
  }

  private mutating func edit(_ edit: ListEdit, in list: Preferences.List) {
    switch list {
    case .programs: programs.apply(edit)
    case .learners: learners.apply(edit)
    case .record: rows.apply(edit)
    }
  }
}
