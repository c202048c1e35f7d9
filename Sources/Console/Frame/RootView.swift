import LearnerRecords
import OpenEdX
import Terminal

/// Draws the whole screen from the model; a pure function, so that a test compares the grid.
package struct RootView {
  private let model: Model

  /// Takes what is to be drawn.
  package init(model: Model) { self.model = model }

  /// The drawn screen.
  package var grid: Grid {
    var grid = Grid(size: model.size)
    let layout = model.layout
    guard !layout.isTooSmall else {
      let need = "\(Layout.minimum.columns)×\(Layout.minimum.rows)"
      let text = "Too small: \(need) are needed, here are \(model.size.columns)×\(model.size.rows)."
      for (row, line) in WrappedText(text, width: model.size.columns).lines.enumerated() {
        grid.write(line, at: (0, row))
      }
      return grid
    }
    HeaderView(heading: model.heading).draw(on: &grid)
    let begin = AreaBar(area: model.area).draw(on: &grid, at: (0, 2))
    let width = model.trailWidth
    grid.write(TrailView(model: model).text(width: width), at: (begin, 2), width: width, style: Theme.heading)
    let position = model.positionText
    let end = layout.list.size.columns - 1
    grid.write(position, at: (end - TextWidth.columns(of: position), 2), style: Theme.quiet)
    switch model.place {
    case .programs:
      ProgramsView(list: model.programs, chosen: chosen(.programs), unread: model.inPlaceOfRows).table.draw(
        on: &grid,
        in: layout.list
      )
    case .learners:
      LearnersView(list: model.learners, chosen: chosen(.learners), unread: model.inPlaceOfRows).table.draw(
        on: &grid,
        in: layout.list
      )
    case .people: PeopleView(list: model.people, unread: model.inPlaceOfRows).table.draw(on: &grid, in: layout.list)
    case .person:
      let view = PersonView(list: model.personPrograms, person: model.person, unread: model.inPlaceOfRows)
      view.drawHead(on: &grid, in: layout.list)
      view.table.draw(on: &grid, in: model.listArea)
    case .record:
      RecordView(list: model.rows, page: model.record, chosen: chosen(.record), unread: model.inPlaceOfRows)
        .draw(on: &grid, in: layout.list)
      if let details = layout.details { DetailsView(row: model.rows.current).draw(on: &grid, in: details) }
    case .groups:
      FindingGroupsView(findings: model.findings).table.draw(on: &grid, in: layout.list)
      drawDetail(model.findings.groups.current.map(Detail.group), on: &grid, in: layout.details)
    case .group(let id):
      FindingLearnersView(findings: model.findings, group: id, unread: model.inPlaceOfRows).table.draw(
        on: &grid,
        in: layout.list
      )
      drawDetail(model.findings.learners.current.map(Detail.learner), on: &grid, in: layout.details)
    case .queue:
      EngineRoomView(engine: model.engine, state: model.engineRoom, readOnlyReason: model.heading.readOnlyReason)
        .draw(on: &grid, in: layout.list, layout: model.engineLayout)
    case .race: RaceView(race: model.engineRoom.race, isRunning: model.pending != nil).draw(on: &grid, in: layout.list)
    }
    if let pane = layout.engine {
      EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason).draw(on: &grid, in: pane)
    }
    FooterView(model: model).draw(on: &grid, layout: layout)
    if let palette = model.palette { PaletteView(model: model, palette: palette).draw(on: &grid, layout: layout) }
    if let text = model.dialogText { DialogView(text: text, offset: model.dialogOffset).draw(on: &grid) }
    return grid
  }

  /// The places of the columns that the operator wants to see.
  private func chosen(_ list: Preferences.List) -> [Int]? { model.preferences.places(in: list) }

  private func drawDetail(_ detail: Detail?, on grid: inout Grid, in area: Rectangle?) {
    guard let area else { return }
    DetailPane(detail: detail, place: model.heading.commandPlace).draw(on: &grid, in: area)
  }
}
