import CertificateSync
import Terminal

/// The screens without a screen, for screen readers and pipes: commands come in as lines, and what they changed goes out
/// as lines, in words. Nothing is drawn and the cursor is never moved.
///
/// The model, the commands and what they do are those of the screens.
public struct PlainSession {
  private let performer: any Performer
  private let put: (String) -> Void
  private let lookEvery: Duration
  /// Rows that are told at once.
  static let pageRows = 20

  /// Takes who does the work, and where lines go.
  ///
  /// - Parameter lookEvery: how often the engine is looked at while it is waited for.
  public init(
    performer: any Performer,
    lookEvery: Duration = .milliseconds(400),
    put: @escaping (String) -> Void
  ) {
    self.performer = performer
    self.put = put
    self.lookEvery = lookEvery
  }

  /// Runs until the lines end or one of them says `quit`, and leaves the model as it is then.
  public func run(_ model: inout Model, lines: some AsyncSequence<String, Never>) async {
    var run = HeadlessRun(model, performer: performer)
    defer { model = run.model }
    await run.begin()
    say(PlainLines.heading(run.model))
    say(PlainLines.place(run.model))
    var page = 0
    say(PlainLines.page(run.model, from: page))
    for await line in lines {
      await run.look()
      let before = PlainView(run.model)
      do throws(CommandRefusal) {
        try await answer(line, &run, page: &page)
      } catch {
        put("Error: \(error.text)")
      }
      tellChanges(&run, since: before, page: &page)
      if run.hasQuit { return }
    }
  }

  private func say(_ lines: [String]) { for line in lines { put(line) } }

  private func answer(_ line: String, _ run: inout HeadlessRun, page: inout Int) async throws(CommandRefusal) {
    switch try PlainCommand(line, model: run.model) {
    case .nothing: break
    case .answer(let yes): try await answer(yes: yes, &run)
    case .choose(let number): await choose(number, &run)
    case .people(let text):
      await dropDialog(&run)
      if run.model.place != .people { try await run.run("people") }
      guard run.model.place == .people else { return }
      run.change { $0.isSearching = false }
      await run.act { $0.searchPeople(text) }
    case .pause(let reason): try await pause(reason, &run)
    case .help(let text): say(PlainLines.help(run.model, text))
    case .list(let step):
      page = min(max(0, page + step * Self.pageRows), max(0, run.model.list.visibleCount - 1))
      say(PlainLines.page(run.model, from: page))
    case .status:
      put(PlainLines.engine(run.model))
      if run.model.area == .engine { say(PlainLines.queue(run.model)) }
    case .wait:
      while let queue = run.model.engine.queue, run.model.engine.failure == nil, queue.pauseReason == nil,
        queue.queued + queue.running > 0
      {
        guard (try? await Task.sleep(for: lookEvery)) != nil else { return }
        await run.look()
      }
      put(PlainLines.engine(run.model))
    case .mark(let rows):
      await dropDialog(&run)
      run.change { model in
        for row in rows {
          model.edit(.move(row - 1 - (model.list.position ?? 0)))
          model.edit(.toggleMark)
        }
      }
    case .command(let command, let row):
      let (name, argument) = Model.words(command)
      let binding = try run.model.command(named: name)
      await dropDialog(&run)
      if let row { run.change { $0.edit(.move(row - 1 - ($0.list.position ?? 0))) } }
      let filter = run.model.list.filter
      try await run.run(command)
      if binding.action == .search, !argument.isEmpty, let problem = run.model.list.filterProblem {
        // A line that could not be read changes nothing.
        run.change { $0.edit(.filter(filter)) }
        throw CommandRefusal(problem)
      }
    }
  }

  private func answer(yes: Bool, _ run: inout HeadlessRun) async throws(CommandRefusal) {
    guard let dialog = run.model.dialog else { throw CommandRefusal("Nothing was asked") }
    if yes, !run.model.isAsking, let prompt = PlainLines.prompt(dialog) { throw CommandRefusal(prompt) }
    await run.tell(.key(yes ? .character("y") : .escape))
    if !yes { put("Nothing was done") }
  }

  /// Chooses as the keys would.
  private func choose(_ number: Int, _ run: inout HeadlessRun) async {
    switch run.model.dialog {
    case .limits(let choices, _):
      run.change { $0.dialog = .limits(choices, cursor: number - 1) }
      await run.tell(.key(.enter))
    case .columns(let choices, _):
      run.change { $0.dialog = .columns(choices, cursor: number - 1) }
      await run.tell(.key(.enter))
    case .confirm: for digit in "\(number)" { await run.tell(.key(.character(digit))) }
    default: break
    }
  }

  private func pause(_ reason: String, _ run: inout HeadlessRun) async throws(CommandRefusal) {
    if case .pauseReason = run.model.dialog {
    } else {
      await dropDialog(&run)
      if let before = run.model.engine.queue?.pauseReason {
        throw CommandRefusal("The queue is paused already: \(before); “pause” alone resumes it")
      }
      try await run.run("pause")
    }
    // Elsewhere, or where only reading is allowed, it was refused.
    guard case .pauseReason = run.model.dialog else { return }
    run.change { $0.dialog = .pauseReason(reason) }
    await run.tell(.key(.enter))
  }

  /// Who types another command does not answer; what was asked is not done.
  private func dropDialog(_ run: inout HeadlessRun) async {
    guard run.model.dialog != nil else { return }
    if run.model.isAsking { put("Nothing was done") }
    await run.tell(.key(.escape))
  }

  /// Where a list is begun to be told: the log at its newest lines.
  private func firstPage(_ model: Model) -> Int {
    guard model.place == .queue, model.engineRoom.section == .log else { return 0 }
    return max(0, model.list.visibleCount - Self.pageRows)
  }

  private func tellChanges(_ run: inout HeadlessRun, since before: PlainView, page: inout Int) {
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
    guard let dialog = PlainLines.dialog(run.model) else {
      // What only opens a line on a screen has to be typed whole.
      if let palette = run.model.palette { put("Type it whole, as in: \(palette.text)") }
      if run.model.isSearching { put("Type it whole, as in: search paid") }
      run.change { model in (model.palette, model.isSearching) = (nil, false) }
      return
    }
    say(dialog)
    if run.model.dialog.flatMap(PlainLines.prompt) == nil { run.change { $0.dialog = nil } }
  }
}

/// What of a model is told when it has changed.
struct PlainView {
  let place: Place
  let rows: [[String]]
  /// By what the rows were chosen and ordered, also where that left them as they were.
  let choice: Choice
  let marks: Int
  let position: Int?

  struct Choice: Hashable {
    let filter: String
    let limit: RowLimit
    let sort: ListSort?
    let section: String?
  }

  init(_ model: Model) {
    place = model.place
    rows = PlainLines.rows(model, from: 0)
    choice = Choice(
      filter: PlainLines.filter(model),
      limit: model.list.limit,
      sort: model.list.sort,
      section: PlainLines.section(model)
    )
    marks = model.list.markedCount
    position = model.list.position
  }
}
