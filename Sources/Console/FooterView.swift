import Terminal

/// The line above the footer and the footer: what was just done or is under way, and the keys.
struct FooterView {
  let model: Model

  func draw(on grid: inout Grid, layout: Layout) {
    let width = layout.size.columns - 2
    grid.write(status(layout, width: width), at: (1, layout.statusRow), width: width, style: statusStyle)
    var column = 1
    for binding in Self.bindings(within: width) {
      let works = !(binding.writes && model.heading.readOnlyReason != nil)
      column += grid.write(binding.name, at: (column, layout.footerRow), style: works ? Theme.key : Theme.quiet)
      column += grid.write(" \(binding.label)", at: (column, layout.footerRow), style: works ? .plain : Theme.quiet)
      column += Self.gap
    }
  }

  private static let gap = 2

  /// The keys that fit. Help and quit come last and stay longest: the one names all others, the other is the way out.
  static func bindings(within width: Int) -> [KeyBinding] {
    var kept = KeyBinding.table.filter(\.inFooter)
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
      let isPeople = model.place == .people
      let text = isPeople ? model.peopleSearch.text : model.list.filter
      let answer = model.list.filterProblem ?? (isPeople ? model.pending ?? model.peopleCount : nil)
      return SearchLine(lead: isPeople ? "learner: " : "/", text: text, answer: answer ?? "").shown(width: width)
    }
    return TextWidth.clipped(quietStatus(layout), to: width)
  }

  private func quietStatus(_ layout: Layout) -> String {
    if let problem = model.list.filterProblem { return "filter: \(model.list.filter)   \(problem)" }
    if let pending = model.pending { return "… \(pending)" }
    if let notice = model.notice { return notice }
    let limits = [
      model.list.limit == .all ? "" : "only \(model.list.limit.title)",
      model.list.filter.isEmpty ? "" : "filter: \(model.list.filter)",
    ].filter { !$0.isEmpty }
    if !limits.isEmpty {
      return limits.joined(separator: ", ") + "   \(model.list.visibleCount) of \(model.list.count)   (Esc drops it)"
    }
    if model.place == .people, let count = model.peopleCount { return count }
    return layout.engine == nil
      ? EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason).statusLine : ""
  }

  private var statusStyle: Style { model.isSearching ? Theme.key : Theme.quiet }
}
