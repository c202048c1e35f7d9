import Terminal

extension Model {
  /// Rows that one notch of the wheel moves.
  private static let notch = 3

  /// Takes a click or a turn of the wheel.
  mutating func take(_ mouse: MouseEvent) -> [Effect] {
    guard !layout.isTooSmall else { return [] }
    switch mouse.action {
    case .wheelUp: return turn(.up)
    case .wheelDown: return turn(.down)
    case .secondaryClick: return []
    case .click: return click(column: mouse.column, row: mouse.row)
    }
  }

  private mutating func turn(_ key: Key) -> [Effect] { (0..<Self.notch).flatMap { _ in press(key) } }

  private mutating func click(column: Int, row: Int) -> [Effect] {
    if dialog != nil { return clickInDialog(column: column, row: row) }
    let layout = layout
    if row == layout.footerRow { return clickInFooter(column: column) }
    guard palette == nil else { return [] }
    if NoticeView(self)?.rows.contains(row) == true {
      notice = nil
      return []
    }
    // What was searched for stays, as with Enter.
    isSearching = false
    if row == Self.trailRow {
      let bar = AreaBar(area: area)
      if let area = bar.area(at: column, columns: size.columns) { return go(to: area) }
      return clickInTrail(column: column - bar.width(columns: size.columns))
    }
    screen.click(row: row, in: layout.list, context)
    switch target(column: column, row: row) {
    case .title(let column): edit(.sort(column: column))
    case .row(let index) where index == list.position: return press(.enter)
    case .row(let index):
      notice = nil
      edit(.moveTo(index))
    case nil: break
    }
    return []
  }

  /// Never more than asks: what changes something at once has to be typed.
  private mutating func clickInFooter(column: Int) -> [Effect] {
    let footer = FooterView(model: self)
    if let hint = KeyHint.at(column - 1, in: footer.hints) { return press(hint.key) }
    guard let binding = footer.binding(at: column, columns: size.columns) else { return [] }
    guard !binding.writes || binding.asks else {
      notice = "“\(binding.label)” changes something at once: press \(binding.name)"
      return []
    }
    return start(binding)
  }

  private mutating func clickInDialog(column: Int, row: Int) -> [Effect] {
    guard let text = dialogText, text.box.contains(column: column, row: row) else { return [] }
    let (left, top) = (text.box.column + 2, text.box.row + 1)
    if row == text.keysRow {
      return KeyHint.at(column - left, in: text.keys).map { pressInDialog($0.key) } ?? []
    }
    guard (top..<top + text.room).contains(row) else { return [] }
    let line = min(dialogOffset, text.lastOffset) + row - top
    switch dialog {
    case .help(let state):
      let entries = help(state).entries
      guard let index = entries.firstIndex(where: { $0.lines.contains(line) }) else { return [] }
      if index == state.cursor { return pressInDialog(.enter) }
      dialog = .help(HelpState(filter: state.filter, cursor: index))
    case .limits(let choices, let cursor):
      guard choices.indices.contains(line) else { return [] }
      if line == cursor { return pressInDialog(.enter) }
      dialog = .limits(choices, cursor: line)
    case .columns(let choices, let cursor):
      guard choices.indices.contains(line) else { return [] }
      if line == cursor { return pressInDialog(.enter) }
      dialog = .columns(choices, cursor: line)
    default: return []
    }
    dialogOffset = line - (row - top)
    return []
  }

  /// The row of the trail.
  private static let trailRow = 2

  /// A click on the trail: on its beginning back to the beginning, on what follows one step back.
  private mutating func clickInTrail(column: Int) -> [Effect] {
    let text = TrailView(model: self).text(width: trailWidth)
    let count = trail.screens.count
    guard count > 1, (0..<TextWidth.columns(of: text)).contains(column) else { return [] }
    let start = text.prefix { $0 != "›" }
    return goBack(to: column < TextWidth.columns(of: String(start)) ? 0 : count - 2)
  }
}

/// What of a list stands at a cell of the screen.
enum ListTarget: Sendable, Hashable {
  /// The title of a column, by the column's index.
  case title(Int)
  /// A row, by its index among the visible ones.
  case row(Int)
}

extension TableView {
  /// What stands at a cell of the screen.
  func target(_ x: Int, _ y: Int, in area: Rectangle) -> ListTarget? {
    guard (area.column..<area.column + area.size.columns).contains(x) else { return nil }
    if y == area.row { return column(at: x, in: area).map(ListTarget.title) }
    return row(at: y, in: area).map(ListTarget.row)
  }
}
