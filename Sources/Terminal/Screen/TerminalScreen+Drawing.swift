import CNCurses

extension TerminalScreen {
  /// Shows a grid. Only what differs from what is shown is written to the terminal.
  ///
  /// A grid larger than the terminal is cut, a smaller one is surrounded by empty cells.
  package func draw(_ grid: Grid) {
    guard !isClosed else { return }
    let grid = asciiOnly ? grid.ascii : grid
    if grid.size != shown?.size {
      werase(curses_screen())
      shown = nil
    }
    if let old = shown, let plan = ScrollPlan.best(from: old, to: grid) { put(old.scrolled(plan)) }
    put(grid)
  }

  /// Gives curses the rows that differ from what is shown, and lets it write what differs in them.
  private func put(_ grid: Grid) {
    let visible = size
    var isChanged = shown == nil
    for row in 0..<min(grid.size.rows, visible.rows) {
      let cells = grid.row(row).prefix(visible.columns)
      if let shown, shown.row(row).prefix(visible.columns) == cells { continue }
      put(cells, row: row)
      isChanged = true
    }
    shown = grid
    if isChanged { wrefresh(curses_screen()) }
  }

  /// Draws everything anew on a cleared screen, whatever the terminal shows now: for Ctrl-L, after something else has
  /// written on it.
  package func redrawAll() {
    guard !isClosed else { return }
    curses_repaint_on_next_refresh()
    wrefresh(curses_screen())
  }

  private func put(_ cells: ArraySlice<Cell>, row: Int) {
    drawn.removeAll(keepingCapacity: true)
    var style: Style?
    var look = Palette.Look(attributes: 0, pair: 0)
    var scalars: [UInt32] = []
    for (offset, cell) in cells.enumerated() where !cell.isContinuation {
      // Neighbours mostly look the same.
      if cell.style != style {
        style = cell.style
        look = palette.look(of: cell.style)
      }
      // A wide glyph cut by the edge of the terminal would spill into the next row.
      let isCut = offset + cell.width > cells.count
      scalars.removeAll(keepingCapacity: true)
      for scalar in (isCut ? " " : cell.text).unicodeScalars { scalars.append(scalar.value) }
      scalars.append(0)
      var character = cchar_t()
      curses_set_cell(&character, scalars, look.attributes, look.pair)
      drawn.append(character)
    }
    curses_write_cells(CInt(row), 0, drawn, CInt(drawn.count))
  }
}
