import CertificateSync
import Console
import Terminal

extension PlainSession {
  /// Does what a line asks for.
  func answer(_ line: String, _ run: inout HeadlessRun, page: inout Int) async throws(CommandRefusal) {
    switch try PlainCommand(line, model: run.model) {
    case .nothing: break
    case .answer(let yes): try await answer(yes: yes, &run)
    case .choose(let number): await run.act { $0.choose(number) }
    case .people(let text):
      await dropDialog(&run)
      try run.model.requireHere("people")
      if !run.model.isAtPeople { try await run.run("people") }
      guard run.model.isAtPeople else { return }
      await run.act { $0.look(forPeople: text) }
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
      page = min(max(0, page + step * PlainLines.pageRows), max(0, run.model.visibleRows - 1))
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
      run.change { $0.mark(rows: rows) }
    case .command(let command, let row):
      try run.model.checkName(of: command)
      await dropDialog(&run)
      try run.model.requireHere(command)
      if let row { run.change { $0.moveTo(row: row) } }
      try await run.run(command)
    }
  }

  /// Sees to it that what is told is as the databases are now: the screens may come to it a second later, lines are read
  /// once.
  func readAgain(_ run: inout HeadlessRun) async {
    await run.look()
    await run.act { $0.readOld() }
  }

  private func answer(yes: Bool, _ run: inout HeadlessRun) async throws(CommandRefusal) {
    guard let dialog = run.model.dialog else { throw CommandRefusal("Nothing was asked") }
    if yes, !run.model.isAsking, let prompt = PlainLines.prompt(dialog) { throw CommandRefusal(prompt) }
    await run.tell(.key(yes ? .character("y") : .escape))
    if !yes { put("Nothing was done") }
  }

  private func pause(_ reason: String, _ run: inout HeadlessRun) async throws(CommandRefusal) {
    if !run.model.asksForPauseReason {
      await dropDialog(&run)
      if let before = run.model.engine.queue?.pauseReason {
        throw CommandRefusal("The queue is paused already: \(before); “pause” alone resumes it")
      }
      try run.model.requireHere("pause")
      try await run.run("pause")
    }
    // Elsewhere, or where only reading is allowed, it was refused.
    guard run.model.asksForPauseReason else { return }
    await run.act { $0.pause(reason: reason) }
  }

  /// Who types another command does not answer; what was asked is not done.
  private func dropDialog(_ run: inout HeadlessRun) async {
    guard run.model.dialog != nil else { return }
    if run.model.isAsking { put("Nothing was done") }
    await run.tell(.key(.escape))
  }
}
