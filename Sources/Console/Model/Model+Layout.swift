import Terminal

extension Model {
  /// Where things are on the screen.
  var layout: Layout {
    guard !type(of: screen).isWhole else { return Layout(size: size) }
    let condition = EngineCondition(engine, readOnlyReason: heading.readOnlyReason)
    var parts = Layout.Parts(isEngineBusy: condition.isBusy(engine.queue), wantsEngine: wantsEngine)
    parts.listRows = screen.rowsBeforeDetails(in: Layout(size: size, parts).list.size, context)
    return Layout(size: size, parts)
  }

  /// Rows of a page of the list.
  var pageHeight: Int {
    let area = layout.list
    let context = context
    return screen.pageHeight(in: area, context)
      ?? max(1, area.size.rows - 1 - screen.headRows(in: area.size, context))
  }

  /// What of the list stands at a cell; nil beside it, and while something lies over it.
  func target(column: Int, row: Int) -> ListTarget? {
    guard dialog == nil, !layout.isTooSmall else { return nil }
    return screen.target(column: column, row: row, in: layout.list, context)
  }
}

extension Model {
  /// What is under way, and how far it is; the list stays as it was meanwhile.
  var progress: String? { activity.text ?? screen.reading.text ?? screen.progress(context) }

  /// What is said beside rows that are not all, or not as they are now; nil where they are.
  func unreadText(_ wording: Wording) -> String? { screen.reading.text(besideRows: list.count, wording) }
}
