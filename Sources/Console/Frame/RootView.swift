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
    HeaderView(heading: model.heading, copyAge: model.engine.copyAge).draw(on: &grid)
    let begin = AreaBar(area: model.area).draw(on: &grid, at: (0, 2))
    let width = model.trailWidth
    grid.write(TrailView(model: model).text(width: width), at: (begin, 2), width: width, style: Theme.heading)
    let position = model.positionText
    let end = layout.list.size.columns - 1
    grid.write(position, at: (end - TextWidth.columns(of: position), 2), style: Theme.quiet)
    let context = model.context
    model.screen.draw(on: &grid, in: layout.list, context)
    if let area = layout.details {
      DetailsPane(details: model.screen.details(context), isBox: layout.isBeside).draw(on: &grid, in: area)
    }
    if let pane = layout.engine {
      EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason, zone: model.preferences.zone).draw(
        on: &grid,
        in: pane
      )
    }
    FooterView(model: model).draw(on: &grid, layout: layout)
    if let palette = model.palette { PaletteView(model: model, palette: palette).draw(on: &grid, layout: layout) }
    if let text = model.dialogText { DialogView(text: text, offset: model.dialogOffset).draw(on: &grid) }
    return grid
  }
}

/// Draws what lies over the screen, in a box in the middle.
struct DialogView {
  let text: DialogText
  let offset: Int

  func draw(on grid: inout Grid) {
    let box = text.box
    let width = box.size.columns - 4
    grid.fill(box)
    grid.box(box, title: text.title, style: Theme.frame)
    let first = min(offset, text.lastOffset)
    for (index, line) in text.lines.dropFirst(first).prefix(text.room).enumerated() {
      let shown = TextWidth.clipped(line.text, to: width)
      grid.write(shown, at: (box.column + 2, box.row + 1 + index), width: width, style: line.style)
    }
    let more = text.lastOffset - first
    let scrolling = text.lastOffset == 0 ? [] : more > 0 ? ["↑↓ \(more)", " more"] : ["↑↓ end"]
    let keys = KeyHint.line(text.keys)
    grid.write(
      scrolling.isEmpty ? keys : keys + "  " + PartsLine(scrolling, gap: "", width: width - keys.count - 2).text,
      at: (box.column + 2, text.keysRow),
      width: width,
      style: Theme.key
    )
  }
}
