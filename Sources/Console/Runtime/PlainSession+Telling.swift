extension PlainSession {
  /// Where a list is begun to be told: the log at its newest lines.
  private func firstPage(_ model: Model) -> Int {
    guard model.place == .queue, model.engineRoom.section == .log else { return 0 }
    return max(0, model.list.visibleCount - Self.pageRows)
  }

  /// Tells what has changed, and what is asked.
  ///
  /// - Returns: whether it is that something could not be done.
  func tellChanges(_ run: inout HeadlessRun, since before: PlainView, page: inout Int) -> Bool {
    // Last, so that whoever pipes it finds it at the end.
    let copied = run.takeCopied()
    defer { say(copied) }
    let now = PlainView(run.model)
    if let notice = run.model.notice { put(notice) }
    run.change { $0.notice = nil }
    if now.place != before.place {
      page = firstPage(run.model)
      say(PlainLines.place(run.model) + PlainLines.page(run.model, from: page))
    } else if now.rows != before.rows || now.choice != before.choice {
      page = firstPage(run.model)
      say(PlainLines.page(run.model, from: page))
    } else if now.marks != before.marks {
      put("\(now.marks) marked")
    } else if now.position != before.position, let position = now.position, run.model.dialog == nil {
      put(PlainLines.row(run.model, position))
    }
    return tellDialog(&run, since: before.dialog)
  }

  /// Tells what is asked: once in whole, then what has changed in it.
  ///
  /// - Returns: whether it only says that something could not be done.
  func tellDialog(_ run: inout HeadlessRun, since before: Dialog?) -> Bool {
    guard let dialog = run.model.dialog, let lines = PlainLines.dialog(run.model) else {
      // What only opens a line on a screen has to be typed whole.
      if let palette = run.model.palette { put("Type it whole, as in: \(palette.text)") }
      if run.model.isSearching { put("Type it whole, as in: search paid") }
      run.change { model in (model.palette, model.isSearching) = (nil, false) }
      return false
    }
    say(before.flatMap { PlainLines.changes(of: dialog, since: $0, in: run.model) } ?? lines)
    if PlainLines.prompt(dialog) == nil { run.change { $0.dialog = nil } }
    if case .message = dialog { return true }
    return false
  }
}
