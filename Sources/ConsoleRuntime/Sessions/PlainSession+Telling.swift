import Console

extension PlainSession {
  /// Tells what has changed, and what is asked.
  ///
  /// - Returns: whether it is that something could not be done.
  func tellChanges(_ run: inout HeadlessRun, since before: PlainView, page: inout Int) -> Bool {
    // Last, so that a pipe finds it at the end.
    let copied = run.takeCopied()
    defer { say(copied) }
    let now = PlainView(run.model)
    var notice: String?
    run.change { notice = $0.takeNotice() }
    if let notice { put(notice) }
    if now.screen != before.screen {
      page = run.model.firstRowTold
      say(PlainLines.screen(run.model) + PlainLines.page(run.model, from: page))
    } else if now.rows != before.rows || now.choice != before.choice {
      page = run.model.firstRowTold
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
      var typing: [String] = []
      run.change { typing = $0.closeTyping() }
      say(typing)
      return false
    }
    say(before.flatMap { PlainLines.changes(of: dialog, since: $0, in: run.model) } ?? lines)
    if PlainLines.prompt(dialog) == nil { run.change { $0.closeDialog() } }
    switch dialog {
    case .message, .failedRead: return true
    default: return false
    }
  }
}
