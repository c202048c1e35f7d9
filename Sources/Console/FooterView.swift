import Terminal

/// The line above the footer and the footer: what was just done or is under way, and the keys.
struct FooterView {
  let model: Model

  func draw(on grid: inout Grid, layout: Layout) {
    let width = layout.size.columns - 2
    grid.write(status(layout, width: width), at: (1, layout.statusRow), width: width, style: statusStyle)
    var column = 1
    for binding in Self.bindings(in: model.area, within: width) {
      let works = !(binding.writes && model.heading.readOnlyReason != nil)
      column += grid.write(binding.name, at: (column, layout.footerRow), style: works ? Theme.key : Theme.quiet)
      column += grid.write(" \(binding.label)", at: (column, layout.footerRow), style: works ? .plain : Theme.quiet)
      column += Self.gap
    }
  }

  private static let gap = 2

  /// The keys that fit. Help and quit come last and stay longest: the one names all others, the other is the way out.
  static func bindings(in area: Area, within width: Int) -> [KeyBinding] {
    let all = KeyBinding.table.filter { $0.inFooter && $0.areas.contains(area) }
    let isLast = { (binding: KeyBinding) in binding.action == .help || binding.action == .quit }
    var kept = all.filter { !isLast($0) } + all.filter(isLast)
    let columns = { (binding: KeyBinding) in
      TextWidth.columns(of: binding.name) + 1 + TextWidth.columns(of: binding.label)
    }
    while kept.map(columns).reduce(0, +) + gap * (kept.count - 1) > width,
      let drop = kept.lastIndex(where: { $0.action != .help && $0.action != .quit })
    {
      kept.remove(at: drop)
    }
    return kept
  }

  private func status(_ layout: Layout, width: Int) -> String {
    if model.isSearching {
      // The end of what is typed stays in sight.
      return "/\(TypedText(model.list.filter, columns: width - 2).text)▏"
    }
    return TextWidth.clipped(quietStatus(layout), to: width)
  }

  private func quietStatus(_ layout: Layout) -> String {
    if let progress = model.progress { return "… \(progress)" }
    if let notice = model.notice { return notice }
    if model.place == .race { return "Only scratch databases are touched, nothing of the open deployment" }
    let limits = [
      model.list.limit == model.restLimit ? "" : (model.list.limit == .all ? "" : "only ") + model.list.limit.title,
      model.list.filter.isEmpty ? "" : "filter: \(model.list.filter)",
    ].filter { !$0.isEmpty }
    if !limits.isEmpty { return limits.joined(separator: ", ") + "   (Esc drops it)" }
    return layout.engine == nil && model.area != .engine
      ? EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason).statusLine : ""
  }

  private var statusStyle: Style { model.isSearching ? Theme.key : Theme.quiet }
}
