import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func askForPlan() -> [Effect] {
    guard activity.enqueuing == 0 else {
      notice = "The rows of the plan before are still being enqueued; try again in a moment"
      return []
    }
    switch screen.backfill(context) {
    case .refused(let reason):
      notice = reason
      return []
    case .plan(let scope, let include):
      activity = .planning(screen.id, scope, text: Self.planning)
      return [.stop(.plan), .plan(scope, include: include)]
    }
  }

  private static let planning = "making the plan   (Esc stops)"

  /// Shows a plan, unless the operator has gone to another screen.
  mutating func takePlan(_ plan: BackfillPlan, queued: Int) {
    guard case .planning(screen.id, let scope, _) = activity else { return }
    activity = .none
    var shown = PlanDialog(
      plan,
      scope: scope,
      destination: heading.destination,
      size: size,
      queued: queued,
      pauseReason: engine.queue?.pauseReason,
      readOnlyReason: heading.readOnlyReason,
      zone: preferences.zone
    )
    if plan.isEmpty { shown.hint = screen.otherRowsHint }
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
      activity = .enqueuing(shown.plan.count)
      told = nil
      return [.enqueue(shown.plan)]
    case .escape, .character("n"), .character("q"): return closePlan(shown)
    case .enter where !shown.isConfirmable && !shown.isRemaking: return closePlan(shown)
    case .character(let character):
      guard shown.takesMore, let finding = PlanDialog.finding(for: character) else { return [] }
      let asked = shown.remaking(with: shown.included.symmetricDifference([finding]))
      let offset = dialogOffset
      dialog = .confirm(asked)
      dialogOffset = offset
      activity = .planning(screen.id, shown.scope, text: Self.planning)
      return [.stop(.plan), .plan(shown.scope, include: asked.included)]
    default: return []
    }
  }

  private mutating func closePlan(_ shown: PlanDialog) -> [Effect] {
    dialog = nil
    guard shown.isRemaking else { return [] }
    activity = .none
    return [.stop(.plan)]
  }
}
