import CertificateSync
import Terminal

extension Model {
  /// Keys while something lies over the screen. Only `y` confirms, and no other key does: not Enter, which is pressed
  /// without thought, and not `b`, which opened the dialog.
  mutating func pressInDialog(_ key: Key) -> [Effect] {
    guard case .confirm(let plan, let offset) = dialog else {
      switch key {
      case .escape, .enter, .character("q"), .character("?"), .character(" "): dialog = nil
      default: break
      }
      return []
    }
    switch key {
    case .character("y") where !plan.items.isEmpty:
      dialog = nil
      pending = "enqueuing"
      return [.enqueue(plan)]
    case .escape, .character("n"), .character("q"): dialog = nil
    case .enter where plan.items.isEmpty: dialog = nil
    case .down, .character("j"): scroll(plan, to: offset + 1)
    case .up, .character("k"): scroll(plan, to: offset - 1)
    case .pageDown: scroll(plan, to: offset + pageHeight)
    case .pageUp: scroll(plan, to: offset - pageHeight)
    default: break
    }
    return []
  }

  private mutating func scroll(_ plan: BackfillPlan, to offset: Int) {
    let last = max(0, PlanText(plan, destination: heading.destination).lines.count - 1)
    dialog = .confirm(plan, offset: min(max(0, offset), last))
  }
}
