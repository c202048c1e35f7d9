import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func askForPlan() -> [Effect] {
    guard let scope = backfillScope() else {
      notice =
        notice ?? otherRowsHint ?? "Nothing to backfill: there is no certificate or credential in what is chosen"
      return []
    }
    pending = "making the plan   (Esc stops)"
    planPlace = place
    planScope = scope
    return [.stop(.plan), .plan(scope, include: lostProgramAward)]
  }

  /// The program's lost award, where it is all that a backfill of the chosen rows could mend.
  ///
  /// A stale one is never proposed: it is a revocation, and is asked for by name.
  private var lostProgramAward: Set<Finding> {
    guard case .record = place, !rows.chosen.contains(where: \.isBackfillable),
      record?.program?.findings.contains(.programAwardLost) ?? false
    else { return [] }
    return [.programAwardLost]
  }

  /// Shows a plan, unless whoever asked for it has gone elsewhere and no longer looks at the rows that it is about.
  mutating func takePlan(_ plan: BackfillPlan, queued: Int) {
    guard planPlace == place, let scope = planScope else { return }
    planPlace = nil
    pending = nil
    var shown = PlanDialog(
      plan,
      scope: scope,
      destination: heading.destination,
      size: size,
      queued: queued,
      pauseReason: engine.queue?.pauseReason,
      readOnlyReason: heading.readOnlyReason
    )
    if plan.isEmpty { shown.hint = otherRowsHint }
    if case .confirm = dialog {
      // The same rows with more or fewer findings: who reads on, reads on where they were.
      let offset = dialogOffset
      dialog = .confirm(shown)
      dialogOffset = min(offset, dialogText?.lastOffset ?? 0)
    } else {
      dialog = .confirm(shown)
    }
  }

  /// Says in a plan that is shown whether the queue is paused now.
  mutating func tellPlanOfPause() {
    guard case .confirm(let shown) = dialog, shown.pauseReason != engine.queue?.pauseReason else { return }
    let offset = dialogOffset
    dialog = .confirm(shown.paused(engine.queue?.pauseReason))
    dialogOffset = offset
  }

  /// What becomes of tasks that were enqueued just now.
  func enqueuedText(_ count: Int) -> String {
    let tasks = "\(count) \(count == 1 ? "task" : "tasks") enqueued"
    return engine.queue?.pauseReason == nil
      ? "\(tasks); the rows change as the engine posts them"
      : "\(tasks); paused: nothing is posted until P in Engine (3) resumes"
  }

  /// Keys while a plan is shown. Only `y` confirms, and no other key does: not Enter, which is pressed without thought,
  /// and not `b`, which opened the dialog.
  mutating func pressInPlan(_ shown: PlanDialog, _ key: Key) -> [Effect] {
    switch key {
    case .character("y") where shown.isConfirmable && !shown.isRemaking:
      dialog = nil
      pending = "enqueuing"
      toldEnd = nil
      return [.enqueue(shown.plan)]
    case .escape, .character("n"), .character("q"): return closePlan(shown)
    case .enter where !shown.isConfirmable && !shown.isRemaking: return closePlan(shown)
    case .character(let character):
      guard shown.takesMore, let finding = PlanDialog.finding(for: character) else { return [] }
      let asked = shown.remaking(with: shown.included.symmetricDifference([finding]))
      let offset = dialogOffset
      dialog = .confirm(asked)
      dialogOffset = offset
      planPlace = place
      return [.stop(.plan), .plan(shown.scope, include: asked.included)]
    default: return []
    }
  }

  private mutating func closePlan(_ shown: PlanDialog) -> [Effect] {
    dialog = nil
    guard shown.isRemaking else { return [] }
    planPlace = nil
    return [.stop(.plan)]
  }

  /// The marked rows, or the current one, by their identity at this key press.
  private mutating func backfillScope() -> BackfillScope? {
    switch place {
    case .programs:
      let chosen = programs.chosen.map(\.program)
      return chosen.isEmpty ? nil : .programs(chosen)
    case .learners(let program):
      let chosen = learners.chosen.map(\.username)
      return chosen.isEmpty ? nil : .learners(chosen, programs: [program])
    case .record(let username, let program):
      let chosen = rows.chosen.flatMap { $0.row.runs.map(\.courseRun) }
      return chosen.isEmpty ? nil : .runs(username: username, courseRunKeys: chosen, program: program)
    case .people:
      let chosen = people.chosen.map(\.username)
      return chosen.isEmpty ? nil : .learners(chosen, programs: [])
    case .person(let username):
      let chosen = personPrograms.chosen.map(\.program)
      return chosen.isEmpty ? nil : .learners([username], programs: chosen)
    case .groups: return scopeOfGroups()
    case .group(let id): return scopeOfLearners(of: id)
    case .queue, .race: return nil
    }
  }
}
