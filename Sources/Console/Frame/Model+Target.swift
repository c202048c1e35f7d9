import Terminal

/// What of a list stands at a cell of the screen.
enum ListTarget: Sendable, Hashable {
  /// The title of a column, by the column's index.
  case title(Int)
  /// A row, by its place among the visible ones.
  case row(Int)
}

extension Model {
  /// What of the list at hand stands there; nil beside it, and while something lies over it.
  func target(column: Int, row: Int) -> ListTarget? {
    guard dialog == nil, !layout.isTooSmall else { return nil }
    let area = listArea
    let chosen = preferences.places
    switch place {
    case .programs:
      let view = ProgramsView(list: programs, chosen: chosen(.programs))
      return view.table.target(column, row, in: area)
    case .learners:
      let view = LearnersView(list: learners, chosen: chosen(.learners))
      return view.table.target(column, row, in: area)
    case .record:
      guard record != nil else { return nil }
      let view = RecordView(list: rows, page: record, chosen: chosen(.record))
      return view.table(width: area.size.columns).target(column, row, in: area)
    case .groups: return FindingGroupsView(findings: findings).table.target(column, row, in: area)
    case .group(let id): return FindingLearnersView(findings: findings, group: id).table.target(column, row, in: area)
    case .queue:
      let view = EngineRoomView(engine: engine, state: engineRoom, readOnlyReason: heading.readOnlyReason)
      return engineRoom.section == .log
        ? engineLayout.log.flatMap { view.logTable.target(column, row, in: EngineRoomView.under($0)) }
        : engineLayout.tasks.flatMap { view.taskTable.target(column, row, in: EngineRoomView.under($0)) }
    case .race: return nil
    case .people: return PeopleView(list: people).table.target(column, row, in: area)
    case .person:
      let view = PersonView(list: personPrograms, person: person)
      return view.table.target(column, row, in: area)
    }
  }
}

extension TableView {
  fileprivate func target(_ x: Int, _ y: Int, in area: Rectangle) -> ListTarget? {
    guard (area.column..<area.column + area.size.columns).contains(x) else { return nil }
    if y == area.row { return column(at: x, in: area).map(ListTarget.title) }
    return row(at: y, in: area).map(ListTarget.row)
  }
}
