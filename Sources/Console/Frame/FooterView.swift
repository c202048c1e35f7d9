import Terminal

/// The line above the footer and the footer: what was just done or is under way, and the keys.
struct FooterView {
  let model: Model

  func draw(on grid: inout Grid, layout: Layout) {
    let width = layout.size.columns - 2
    if let notice = NoticeView(model) {
      notice.draw(on: &grid)
    } else {
      grid.write(status(layout, width: width), at: (1, layout.statusRow), width: width, style: statusStyle)
    }
    grid.write(KeyHint.line(hints), at: (1, layout.footerRow), width: width, style: Theme.key)
    for (binding, column) in placed(within: width) {
      let works = !(binding.writes && model.heading.readOnlyReason != nil)
      let end = grid.write(binding.name, at: (column, layout.footerRow), style: works ? Theme.key : Theme.quiet)
      grid.write(" \(binding.label)", at: (column + end, layout.footerRow), style: works ? .plain : Theme.quiet)
    }
  }

  private static let gap = 2

  /// The keys of the line in which something is typed; none where the table's keys work.
  var hints: [KeyHint] {
    if model.palette != nil {
      return [
        KeyHint(key: .enter, text: "Enter runs"), KeyHint(key: .tab, text: "Tab completes"),
        KeyHint(key: .down, text: "↓ chooses"), .closes,
      ]
    }
    guard model.isSearching else { return [] }
    let clears = KeyHint(key: .control("u"), text: "Ctrl-U clears")
    let moves = KeyHint(key: .down, text: "↓ moves")
    return model.screen.searchText == nil
      ? [
        KeyHint(key: .enter, text: "Enter keeps the filter"), moves, clears,
        KeyHint(key: .escape, text: "Esc drops it"),
      ]
      : [KeyHint(key: .enter, text: "Enter opens"), moves, clears, KeyHint(key: .escape, text: "Esc ends typing")]
  }

  /// The key under a column of the footer.
  func binding(at column: Int, columns: Int) -> KeyBinding? {
    placed(within: columns - 2).first { ($1..<$1 + Self.columns($0)).contains(column) }?.0
  }

  /// The keys that do something here and fit, with their columns. Help and quit come last and stay longest: the one names
  /// all others, the other is the way out.
  private func placed(within width: Int) -> [(KeyBinding, column: Int)] {
    guard model.palette == nil, !model.isSearching else { return [] }
    let offered =
      type(of: model.screen).footer ?? KeyBinding.table.filter { $0.inFooter && model.offers($0) }
    var kept = offered.filter { !Self.isLast($0) }
    let last = offered.filter(Self.isLast)
    while (kept + last).map(Self.columns).reduce(0, +) + Self.gap * (kept.count + last.count - 1) > width, !kept.isEmpty
    {
      kept.removeLast()
    }
    var column = 1
    return (kept + last).map { binding in
      defer { column += Self.columns(binding) + Self.gap }
      return (binding, column)
    }
  }

  private static func isLast(_ binding: KeyBinding) -> Bool { binding.action == .help || binding.action == .quit }

  private static func columns(_ binding: KeyBinding) -> Int {
    TextWidth.columns(of: binding.name) + 1 + TextWidth.columns(of: binding.label)
  }

  private func status(_ layout: Layout, width: Int) -> String {
    if let palette = model.palette {
      return palette.refusal.map { TextWidth.clipped($0, to: width) }
        ?? SearchLine(lead: ":", text: palette.text, answer: palette.proposed > 0 ? "typing replaces the name" : "")
        .shown(width: width)
    }
    if model.isSearching {
      if let text = model.screen.searchText {
        let found = model.screen.reading.text ?? model.screen.searchCount ?? ""
        return SearchLine(lead: "learner: ", text: text, answer: found).shown(width: width)
      }
      let answer = model.list.filterProblem?.text(.keys) ?? "\(model.list.visibleCount) of \(model.list.count)"
      return SearchLine(lead: "/", text: model.list.filter, answer: answer).shown(width: width)
    }
    return TextWidth.clipped(quietStatus(layout), to: width)
  }

  private func quietStatus(_ layout: Layout) -> String {
    if let problem = model.list.filterProblem {
      return "filter: \(model.list.filter)   \(problem.text(.keys))"
    }
    if let progress = model.progress { return "… \(progress)" }
    if let notice = model.notice { return notice }
    let limits = [
      model.list.limit == model.screen.restLimit
        ? "" : (model.list.limit == .all ? "" : "only ") + model.list.limit.title,
      model.list.filter.isEmpty ? "" : "filter: \(model.list.filter)",
    ].filter { !$0.isEmpty }
    let unread = model.list.count > 0 ? model.unreadText(.keys) : nil
    if !limits.isEmpty {
      let rows = "\(limits.joined(separator: ", "))   \(model.list.visibleCount) of \(model.list.count)"
      return unread.map { "\(rows)   \($0)" } ?? "\(rows)   (Esc drops it)"
    }
    if let unread { return unread }
    if let status = model.screen.quietStatus { return status }
    return layout.engine == nil && model.area != .engine
      ? EngineView(engine: model.engine, readOnlyReason: model.heading.readOnlyReason, zone: model.preferences.zone)
        .statusLine(
          width: layout.size.columns - 2
        ) : ""
  }

  private var statusStyle: Style { model.isSearching || model.palette != nil ? Theme.key : Theme.quiet }
}
