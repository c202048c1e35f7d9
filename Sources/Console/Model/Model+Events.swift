import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// Takes an event in and says what is to be done for it.
  package mutating func handle(_ event: ConsoleEvent) -> [Effect] {
    let effects = answer(event)
    screen.settle(height: pageHeight)
    return effects
  }

  private mutating func answer(_ event: ConsoleEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .pasted(let text): return paste(text)
    case .mouse(let mouse): return take(mouse)
    case .resized(let size): resize(size)
    case .engine(let snapshot): return take(snapshot)
    case .dataChanged: return answerToChange()
    case .programs:
      return deliver(event) + leaveMissingProgram()
    case .learners, .record, .noRecord, .found, .person, .findings, .countingStopped, .programCountStopped, .group,
      .race, .read:
      return deliver(event)
    case .described:
      endWork()
      // Unless something else has come up meanwhile.
      guard dialog == nil, palette == nil, !isSearching else { return [] }
      return deliver(event)
    case .progress(.plan, let done, _):
      if case .planning(screen.id, let scope, _) = activity {
        activity = .planning(screen.id, scope, text: "making the plan: \(done) rows looked at   (Esc stops)")
      }
    case .progress: return deliver(event)
    case .planned(let plan, let queued): takePlan(plan, queued: queued)
    case .enqueued(let count): takeEnqueued(count)
    case .done(let line):
      endWork()
      notice = line
    case .fileExists(let draft):
      endWork()
      dialog = .overwrite(draft)
    case .queueChanged(let text):
      endWork()
      notice = text
      screen.clearMarks()
    case .failed(let reason, let effect): fail(effect, reason)
    }
    return []
  }

  private mutating func resize(_ size: Size) {
    self.size = size
    guard case .confirm(let shown) = dialog else { return }
    let offset = dialogOffset
    dialog = .confirm(shown.resized(size))
    dialogOffset = offset
  }

  /// Gives an answer to the screen that waits for it. What it wants done is done where it is seen.
  private mutating func deliver(_ event: ConsoleEvent) -> [Effect] {
    for area in [area] + Area.allCases.filter({ $0 != area }) {
      let context = context(under: trail(of: area).below)
      let found = trails[area, default: Trail(ScreenRegistry.first(area))].first { screen, isTop in
        screen.take(event, context).map { ($0, isTop) }
      }
      guard let (answer, isTop) = found else { continue }
      return area == self.area && isTop ? follow(answer) : answer.effects
    }
    return []
  }

  /// Tells of a failure, unless another screen has asked for what failed.
  private mutating func fail(_ effect: Effect, _ reason: String) {
    for area in Area.allCases { trails[area]?.forEach { $0.fail(effect) } }
    if case .enqueue = effect { activity = .none }
    if case .plan = effect {
      guard case .planning(screen.id, _, _) = activity else { return }
    } else if let concerned = effect.read?.screen {
      guard concerned == screen.id else { return }
    }
    endWork()
    switch effect.read {
    case nil, .plan, .description: dialog = .message(title: "This did not work", text: reason)
    default: dialog = .failedRead(reason)
    }
  }

  private mutating func takeEnqueued(_ count: Int) {
    activity = .none
    // Until the next look at the engine tells it.
    engine.queue?.queued += count
    tellLeavingOfQueue()
    // A short one may have come to its end before it is said to be enqueued.
    if case .backfillEnd = told {} else { told = .enqueued(enqueuedText(count)) }
    for area in Area.allCases { trails[area]?.forEach { $0.clearMarks() } }
  }

  /// A remembered program may have left the catalog since.
  private mutating func leaveMissingProgram() -> [Effect] {
    guard let uuid = screen.program, !programs.contains(where: { $0.program == uuid }) else { return [] }
    trail.pop(to: 0)
    notice = "The program is not in the catalog any more"
    return screen.comeBack(isStale: false, context)
  }
}
