import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// Takes an event in and says what is to be done for it.
  public mutating func handle(_ event: ConsoleEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .resized(let size): self.size = size
    case .programs(let programs):
      take(programs)
      if place == .programs { pending = nil }
    case .learners(let program, let learners):
      // An answer that was overtaken by a move to another place is not for this screen.
      guard place == .learners(program) else { return [] }
      self.learners.replace(learners)
      pending = nil
    case .record(let program, let record):
      guard place == .record(username: record.person.username, program: program) else { return [] }
      self.record = record
      rows.replace(CourseRow.rows(of: record))
      moveToWantedRun()
      pending = nil
    case .engine(let snapshot): return take(snapshot)
    case .dataChanged: return answerToChange()
    case .planned(let plan):
      // Who has gone elsewhere no longer looks at the rows that the plan is about.
      guard planPlace == place else { return [] }
      planPlace = nil
      pending = nil
      dialog = .confirm(plan)
    case .enqueued(let count):
      pending = nil
      notice = "\(count) \(count == 1 ? "task" : "tasks") enqueued; the rows change as the engine posts them"
      clearAllMarks()
    case .findings(let groups, let tookSeconds): take(groups, tookSeconds: tookSeconds)
    case .countingStopped:
      findings.counting.fail(held: true)
      notice = "Counting was stopped; r counts again"
    case .group(let id, let learners, let tookSeconds):
      guard groupAtHand == id else { return [] }
      take(learners, tookSeconds: tookSeconds)
    case .queueChanged(let text):
      pending = nil
      notice = text
      engineRoom.tasks.clearMarks()
    case .race(let results):
      if place == .race { pending = nil }
      engineRoom.race = RaceReplay(results)
    case .failed(let reason, let effect):
      if case .countFindings = effect { findings.counting.fail(held: true) }
      if case .loadGroup = effect { findings.reading.fail(held: true) }
      guard concerns(effect) else { return [] }
      pending = nil
      dialog = .message(title: "This did not work", text: reason)
    }
    return []
  }

  /// Whether what failed was asked for by the place at hand; another place's trouble is not this screen's.
  private func concerns(_ effect: Effect) -> Bool {
    switch effect {
    case .loadLearners(let program): place == .learners(program)
    case .loadRecord(let username, let program): place == .record(username: username, program: program)
    case .plan: planPlace == place
    case .countFindings: place == .groups
    case .loadGroup(let id, _): place == .group(id)
    case .replayRace: place == .race
    case .loadPrograms, .countPrograms, .enqueue, .quit, .stopCounting, .pauseQueue, .resumeQueue, .retryDead: true
    }
  }

  /// The list comes first and its counts later; until then the counts of before stand.
  private mutating func take(_ new: [ProgramSummary]) {
    let known = Dictionary(programs.rows.map { ($0.program, $0.counts) }, uniquingKeysWith: { $1 })
    programs.replace(
      new.map { program in
        var program = program
        if program.counts == nil, let counts = known[program.program] { program.counts = counts }
        return program
      }
    )
  }
}
