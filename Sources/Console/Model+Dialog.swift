import CertificateSync
import Terminal

extension Model {
  /// Keys while something lies over the screen. Only `y` confirms, and no other key does: not Enter, which is pressed
  /// without thought, and not `b`, which opened the dialog.
  mutating func pressInDialog(_ key: Key) -> [Effect] {
    guard let dialog else { return [] }
    if case .limits(let choices, let cursor) = dialog {
      pressInLimits(choices, cursor: cursor, key)
      return []
    }
    if case .pauseReason(let reason) = dialog { return pressInPauseReason(reason, key) }
    if scrollDialog(key) { return [] }
    if case .question(let question) = dialog { return pressInQuestion(question, key) }
    if case .confirm(let plan) = dialog, !plan.isEmpty {
      switch key {
      case .character("y"):
        self.dialog = nil
        pending = "enqueuing"
        return [.enqueue(plan)]
      case .escape, .character("n"), .character("q"): self.dialog = nil
      default: break
      }
      return []
    }
    switch key {
    case .escape, .enter, .character("q"), .character("?"), .character(" "): self.dialog = nil
    default: break
    }
    return []
  }

  private mutating func scrollDialog(_ key: Key) -> Bool {
    guard let text = dialogText, let action = KeyBinding.action(for: key, in: area) else { return false }
    let wanted: Int
    switch action {
    case .up: wanted = dialogOffset - 1
    case .down: wanted = dialogOffset + 1
    case .pageUp: wanted = dialogOffset - text.room
    case .pageDown: wanted = dialogOffset + text.room
    case .first: wanted = 0
    case .last: wanted = text.lastOffset
    default: return false
    }
    dialogOffset = min(max(0, wanted), text.lastOffset)
    return true
  }

  /// What lies over the screen, as it is drawn.
  var dialogText: DialogText? { dialog.map { DialogText($0, heading: heading, size: size) } }
}
