import CertificateSync
import Terminal

extension Model {
  /// Takes a look at the engine in; what has become due meanwhile is read again.
  mutating func take(_ snapshot: EngineSnapshot) -> [Effect] {
    // Once tasks end, their numbers say more than the line about their being enqueued.
    if let before = engine.queue, let now = snapshot.queue, before.ended != now.ended, notice != toldEnd {
      notice = nil
    }
    if let end = snapshot.backfillEnd { (notice, toldEnd) = (end, end) }
    engine = snapshot
    tellPlanOfPause()
    tellLeavingOfQueue()
    engineRoom.take(snapshot)
    return refreshFindings()
  }

  /// Pauses the queue, for which a reason is asked, or opens it again, which is asked for as well.
  mutating func pauseOrResume() -> [Effect] {
    if let reason = engine.queue?.pauseReason {
      dialog = .question(.resume(reason: reason))
    } else {
      dialog = .pauseReason("")
    }
    return []
  }

  /// Lets the chosen dead tasks run again. The capital letter is the consent: a task more than once posts the same.
  mutating func retryChosen() -> [Effect] {
    guard engineRoom.section == .tasks else {
      notice = "R tries dead tasks again: go to the tasks with [ first"
      return []
    }
    let dead = engineRoom.tasks.chosen.filter(\.isDead).map(\.id)
    guard !dead.isEmpty else {
      notice = "Only dead tasks are tried again by hand; the others are under way"
      return []
    }
    pending = "queueing again"
    return [.retryDead(dead)]
  }

  /// Asks whether all dead tasks are to run again.
  mutating func askToRetryAll() -> [Effect] {
    guard let dead = engine.queue?.dead, dead > 0 else {
      notice = "No task is dead"
      return []
    }
    dialog = .question(.retryAllDead(dead))
    return []
  }

  /// Shows more or fewer levels of the log.
  mutating func changeLogLevel() {
    engineRoom.section = .log
    engineRoom.threshold = engineRoom.threshold.next
    engineRoom.takeLog(engine)
  }

  /// Shows all of what the cursor is on.
  mutating func openInEngine() {
    switch engineRoom.section {
    case .tasks: dialog = engineRoom.tasks.current.map { .detail(.task($0)) }
    case .log: dialog = engineRoom.log.current.map { .detail(.log($0.line)) }
    }
  }
}

extension Model {
  /// Begins the replay; the cases are run once and kept.
  mutating func openRace() -> [Effect] {
    trails[.engine, default: [Area.engine.start]].append(.race)
    return engineRoom.race == nil ? runRace() : []
  }

  /// Runs all cases anew.
  mutating func runRace() -> [Effect] {
    pending = "running the defect and the fix on scratch databases"
    return [.replayRace]
  }

  /// Keys that step through the replay.
  ///
  /// - Returns: whether the action was one of them, or one that means nothing there.
  mutating func performInRace(_ action: KeyBinding.Action) -> Bool {
    switch action {
    case .up: engineRoom.race?.go(-1)
    case .down, .open: engineRoom.race?.go(1)
    case .pageUp, .first: engineRoom.race?.go(.min)
    case .pageDown, .last: engineRoom.race?.go(.max)
    case .previousSection: engineRoom.race?.goToCase(-1)
    case .nextSection: engineRoom.race?.goToCase(1)
    case .mark, .clearMarks, .search, .race, .logLevel, .retry, .retryAll, .sort, .invertSort, .markRange, .markAll,
      .invertMarks, .halfUp, .halfDown, .info:
      break
    default: return false
    }
    return true
  }
}
