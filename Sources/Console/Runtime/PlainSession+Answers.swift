import CertificateSync
import Terminal

extension PlainSession {
  /// Does what a line asks for.
  func answer(_ line: String, _ run: inout HeadlessRun, page: inout Int) async throws(CommandRefusal) {
    switch try PlainCommand(line, model: run.model) {
    case .nothing: break
    case .answer(let yes): try await answer(yes: yes, &run)
    case .choose(let number): await choose(number, &run)
    case .people(let text):
      await dropDialog(&run)
      if let refusal = run.model.refusalElsewhere(of: try run.model.command(named: "people")) {
        throw CommandRefusal(refusal)
      }
      if run.model.place != .people { try await run.run("people") }
      guard run.model.place == .people else { return }
      run.change { $0.isSearching = false }
      await run.act { $0.searchPeople(text) }
    case .pause(let reason): try await pause(reason, &run)
    case .help(let text): say(PlainLines.help(run.model, text))
    case .list(let step):
      if run.model.dialog != nil {
        say(PlainLines.dialog(run.model) ?? [])
        return
      }
      let told = PlainLines.rows(run.model, from: 0)
      await readAgain(&run)
      // Rows that changed are told from the first on, as they are wherever they change.
      guard PlainLines.rows(run.model, from: 0) == told else { return }
      page = min(max(0, page + step * Self.pageRows), max(0, run.model.list.visibleCount - 1))
      say(PlainLines.page(run.model, from: page))
    case .status:
      await readAgain(&run)
      put(PlainLines.engine(run.model))
      if run.model.area == .engine { say(PlainLines.queue(run.model)) }
    case .wait:
      while let queue = run.model.engine.queue, run.model.engine.failure == nil, queue.pauseReason == nil,
        queue.queued + queue.running > 0
      {
        guard (try? await Task.sleep(for: lookEvery)) != nil else { return }
        await run.look()
      }
      await readAgain(&run)
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
      if let refusal = run.model.refusalElsewhere(of: binding) { throw CommandRefusal(refusal) }
      if let row { run.change { $0.edit(.move(row - 1 - ($0.list.position ?? 0))) } }
      let filter = run.model.list.filter
      try await run.run(command)
      if binding.action == .search, !argument.isEmpty, let problem = run.model.list.filterProblem {
        // A line that could not be read changes nothing.
        run.change { $0.edit(.filter(filter)) }
        throw CommandRefusal(problem.text(.commands))
      }
    }
  }

  /// Sees to it that what is told is as the databases are now: the screens may come to it a second later, lines are read
  /// once.
  func readAgain(_ run: inout HeadlessRun) async {
    await run.look()
    await run.act { $0.refreshOldFindings() }
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
      if let refusal = run.model.refusalElsewhere(of: try run.model.command(named: "pause")) {
        throw CommandRefusal(refusal)
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
}
