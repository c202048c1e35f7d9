import LearnerRecords
import OpenEdX
import Terminal

/// Draws the whole screen from the model; a pure function, so that a test compares the grid.
public struct RootView {
  private let model: Model

  /// Takes what is to be drawn.
  public init(model: Model) { self.model = model }

  /// The drawn screen.
  public var grid: Grid {
    var grid = Grid(size: model.size)
    let layout = Layout(size: model.size, listRows: isRecord ? 4 + model.rows.visible.count : nil)
    guard !layout.isTooSmall else {
      let need = "\(Layout.minimum.columns)×\(Layout.minimum.rows)"
      grid.write("Too small: \(need) are needed, here are \(model.size.columns)×\(model.size.rows).", at: (0, 0))
      return grid
    }
    drawHeader(on: &grid, layout)
    switch model.place {
    case .programs: ProgramsView(list: model.programs, isLoading: isLoading).draw(on: &grid, in: layout.list)
    case .learners: LearnersView(list: model.learners, isLoading: isLoading).draw(on: &grid, in: layout.list)
    case .record:
      RecordView(list: model.rows, page: model.record).draw(on: &grid, in: layout.list)
      if let details = layout.details { DetailsView(row: model.rows.current).draw(on: &grid, in: details) }
    }
    if let pane = layout.engine {
      EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason).draw(on: &grid, in: pane)
    }
    FooterView(model: model).draw(on: &grid, layout: layout)
    if let dialog = model.dialog { DialogView(dialog: dialog, heading: model.heading).draw(on: &grid) }
    return grid
  }

  private func drawHeader(on grid: inout Grid, _ layout: Layout) {
    let width = layout.size.columns
    let bar = Rectangle(column: 0, row: 0, columns: width, rows: 1)
    grid.fill(bar, Theme.bar)
    let kind = model.heading.isSample ? "sample deployment" : "deployment"
    let access = model.heading.readOnlyReason == nil ? "" : "  [read-only]"
    grid.write(
      TextWidth.clipped(" learner-records  \(kind) \(model.heading.deployment)\(access)", to: width),
      at: (0, 0),
      width: width,
      style: Theme.bar
    )
    let posts = TextWidth.clipped("Posts go to \(model.heading.destination)", to: width - 2)
    grid.write(posts, at: (1, 1), width: width - 2, style: Theme.quiet)
    grid.write(TextWidth.clipped(trail, to: layout.list.size.columns - 2), at: (1, 2), style: Theme.heading)
  }

  /// Where the operator is, as a trail.
  private var trail: String {
    var parts = ["Programs"]
    if let program = model.program { parts.append(program.title) }
    if case .record(let username, _) = model.place { parts.append(username) }
    let marked = markedCount
    return parts.joined(separator: " › ") + (marked > 0 ? "   (\(marked) marked)" : "")
  }

  private var markedCount: Int {
    switch model.place {
    case .programs: model.programs.marked.count
    case .learners: model.learners.marked.count
    case .record: model.rows.marked.count
    }
  }

  private var isLoading: Bool { model.pending != nil || (model.place == .programs && model.programs.rows.isEmpty) }

  private var isRecord: Bool {
    if case .record = model.place { return true }
    return false
  }
}
