extension Model {
  /// What is worth remembering for the next session.
  package var remembered: RememberedState {
    var lists: [String: RememberedState.List] = [:]
    for screen in trail(of: .records).screens + trail.screens {
      guard let name = type(of: screen).chosenColumns?.rawValue, lists[name] == nil else { continue }
      let info = screen.list
      guard !info.filter.isEmpty || info.limit != .all || info.sort != nil else { continue }
      lists[name] = RememberedState.List(
        filter: info.filter.isEmpty ? nil : info.filter,
        limit: info.limit == .all ? nil : info.limit.name,
        sort: info.sort.flatMap { sort in info.sortableColumns.first { $0.column == sort.column }?.title },
        isDescending: info.sort?.isDescending
      )
    }
    let words = Area.allCases.map { area in
      // A screen that may mean nothing the next time ends the trail.
      (area.name, trail(of: area).screens.map { $0.id.word }.prefix { ScreenRegistry.screen(word: $0) != nil })
    }
    return RememberedState(
      area: area.name,
      trails: Dictionary(uniqueKeysWithValues: words.filter { $0.1.count > 1 }.map { ($0.0, Array($0.1)) }),
      wantsEngine: wantsEngine ? true : nil,
      lists: lists
    )
  }

  /// Goes to where a session ended. What is not understood, e.g. of a newer version, is left out.
  package mutating func recall(_ state: RememberedState) {
    for area in Area.allCases where preferences.start != .area(area) {
      let screens = (state.trails[area.name] ?? []).map(ScreenRegistry.screen(word:))
      // A trail with a hole leads nowhere.
      guard screens.count > 1, screens[0]?.id == trail(of: area).screens[0].id, !screens.contains(where: { $0 == nil })
      else { continue }
      trails[area, default: Trail(ScreenRegistry.first(area))].tail = screens.dropFirst().compactMap { $0 }
    }
    wantsEngine = state.wantsEngine ?? false
    if case .last = preferences.start, let area = Area.allCases.first(where: { $0.name == state.area }) {
      self.area = area
    }
    for area in Area.allCases {
      trails[area, default: Trail(ScreenRegistry.first(area))].forEach { Self.recall(state.lists, in: &$0) }
    }
  }

  private static func recall(_ lists: [String: RememberedState.List], in screen: inout any Screen) {
    guard let name = type(of: screen).chosenColumns?.rawValue, let known = lists[name] else { return }
    if let filter = known.filter { screen.edit(.filter(filter)) }
    if let title = known.sort, let column = screen.list.sortableColumns.first(where: { $0.title == title }) {
      screen.edit(.order(column: column.column, isDescending: known.isDescending))
    }
    if let limit = known.limit.flatMap(RowLimit.init(name:)) { screen.edit(.limit(limit)) }
  }
}

/// Where an operator was when a session ended, to begin the next one there.
package struct RememberedState: Codable, Sendable, Hashable {
  /// What was done to a list.
  package struct List: Codable, Sendable, Hashable {
    var filter: String?
    var limit: String?
    /// The title of the column that the list is sorted by.
    var sort: String?
    var isDescending: Bool?
  }

  /// The area's name.
  var area: String
  /// The screens that led to where the operator was, in each area, in the words of ``ScreenID/word``.
  var trails: [String: [String]]
  /// Whether the engine was shown beside the lists; nil for not.
  var wantsEngine: Bool?
  /// The lists' filters and limits, by the lists' names.
  var lists: [String: List]
}
