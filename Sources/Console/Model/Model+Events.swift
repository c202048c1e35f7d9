import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// Takes an event in and says what is to be done for it.
  package mutating func handle(_ event: ConsoleEvent) -> [Effect] {
    let effects = answer(event)
    for case .enqueue(let plan) in effects { enqueuing = plan.count }
    settleList()
    return effects
  }

  private mutating func answer(_ event: ConsoleEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .pasted(let text): return paste(text)
    case .resized(let size):
      self.size = size
      if case .confirm(let shown) = dialog {
        let offset = dialogOffset
        dialog = .confirm(shown.resized(size))
        dialogOffset = offset
      }
    case .programs(let programs):
      take(programs)
      leaveMissingProgram()
      if place == .programs { (pending, unread) = (nil, nil) }
    case .learners(let program, let learners, let part):
      // An answer that was overtaken by a move to another place is not for this screen.
      guard place == .learners(program) else { return [] }
      take(learners, part, of: program)
    case .record(let program, let record): return take(record, in: program)
    case .noRecord(let username, let program): return leaveMissingRecord(of: username, in: program)
    case .engine(let snapshot): return take(snapshot)
    case .dataChanged: return answerToChange()
    case .planned(let plan, let queued): takePlan(plan, queued: queued)
    case .enqueued(let count):
      pending = nil
      enqueuing = 0
      // Until the next look at the engine tells it.
      engine.queue?.queued += count
      tellLeavingOfQueue()
      // A short one may have come to its end before it is said to be enqueued.
      if toldEnd == nil { notice = enqueuedText(count) }
      clearAllMarks()
    case .mouse(let mouse): return take(mouse)
    case .done(let line):
      pending = nil
      notice = line
    case .fileExists(let draft):
      pending = nil
      dialog = .overwrite(draft)
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
      if case .enqueue = effect { enqueuing = 0 }
      guard concerns(effect) else { return [] }
      pending = nil
      if isOfPlace(effect) { unread = .failed }
      longRead = nil
      dialog = .message(title: "This did not work", text: reason)
    case .found(let found, let total, let text): take(found, total: total, by: text)
    case .described(let description): take(description)
    case .person(let programs):
      guard place == .person(programs.person.username) else { return [] }
      person = programs.person
      personPrograms.replace(programs.entries)
      (pending, unread) = (nil, nil)
    case .progress(let read, let done, let total): showProgress(of: read, done: done, total: total)
    }
    return []
  }

  /// Whether what failed was asked for by the place at hand; another place's trouble is not this screen's.
  private func concerns(_ effect: Effect) -> Bool {
    switch effect {
    case .countFindings: return place == .groups
    case .loadGroup(let id, _): return place == .group(id)
    case .replayRace: return place == .race
    default: break
    }
    guard let read = effect.read else { return true }
    return read == .plan ? planPlace == place : read.place.map { $0 == place } ?? true
  }

  /// Whether it would have read what the place at hand shows.
  private func isOfPlace(_ effect: Effect) -> Bool {
    switch effect {
    case .loadPrograms: place == .programs
    case .loadGroup(let id, _): place == .group(id)
    default: effect.read?.place.map { $0 == place } ?? false
    }
  }

  /// A remembered program may have left the catalog since.
  private mutating func leaveMissingProgram() {
    switch place {
    case .programs, .people, .person, .groups, .group, .queue, .race: return
    case .learners(let uuid), .record(_, let uuid):
      guard !programs.rows.contains(where: { $0.program == uuid }) else { return }
    }
    trails[area] = [area.start]
    notice = "The program at hand is not in the catalog any more"
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
