import CNCurses

extension TerminalScreen {
  /// Shows a grid. Only what differs from what is shown is written to the terminal.
  ///
  /// A grid larger than the terminal is cut, a smaller one is surrounded by empty cells.
  public func draw(_ grid: Grid) {
    guard !isClosed else { return }
    let grid = asciiOnly ? grid.ascii : grid
    guard grid != shown else { return }
    if grid.size != shown?.size {
      werase(curses_screen())
      shown = nil
    }
    let visible = size
    for row in 0..<min(grid.size.rows, visible.rows) {
      let cells = grid.row(row).prefix(visible.columns)
      if let shown, shown.row(row).prefix(visible.columns) == cells { continue }
      put(cells, row: row)
    }
    shown = grid
    wrefresh(curses_screen())
  }

  /// Draws everything anew on a cleared screen, whatever the terminal shows now: for Ctrl-L, after something else has
  /// written on it.
  public func redrawAll() {
    guard !isClosed else { return }
    curses_repaint_on_next_refresh()
    wrefresh(curses_screen())
  }

  private func put(_ cells: ArraySlice<Cell>, row: Int) {
    var drawn: [cchar_t] = []
    drawn.reserveCapacity(cells.count)
    var scalars: [UInt32] = []
    for (offset, cell) in cells.enumerated() where !cell.isContinuation {
      let look = palette.look(of: cell.style)
      scalars.removeAll(keepingCapacity: true)
      // A wide glyph cut by the edge of the terminal would spill into the next row.
      let isCut = offset + cell.width > cells.count
      scalars.append(contentsOf: (isCut ? " " : cell.text).unicodeScalars.lazy.map(\.value))
      scalars.append(0)
      var character = cchar_t()
      curses_set_cell(&character, scalars, look.attributes, look.pair)
      drawn.append(character)
    }
    curses_write_cells(CInt(row), 0, drawn, CInt(drawn.count))
  }
}
