import Terminal

/// The line above the footer and the footer: what was just done or is under way, and the keys.
struct FooterView {
  let model: Model

  func draw(on grid: inout Grid, layout: Layout) {
    let width = layout.size.columns
    grid.write(status(layout), at: (1, layout.statusRow), width: width - 2, style: statusStyle)
    var column = 1
    for binding in KeyBinding.table where binding.inFooter {
      let works = !(binding.writes && model.heading.readOnlyReason != nil)
      let text = TextWidth.columns(of: binding.name) + 1 + TextWidth.columns(of: binding.label)
      guard column + text < width else { break }
      column += grid.write(binding.name, at: (column, layout.footerRow), style: works ? Theme.key : Theme.quiet)
      column += grid.write(" \(binding.label)", at: (column, layout.footerRow), style: works ? .plain : Theme.quiet)
      column += 2
    }
  }

  private func status(_ layout: Layout) -> String {
    if model.isSearching { return "/\(model.filter)▏" }
    if let pending = model.pending { return "… \(pending)" }
    if let notice = model.notice { return notice }
    if !model.filter.isEmpty { return "filter: \(model.filter)   (Esc drops it)" }
    return layout.engine == nil
      ? EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason).statusLine : ""
  }

  private var statusStyle: Style { model.isSearching ? Theme.key : Theme.quiet }
}
