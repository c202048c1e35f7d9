import CertificateSync
import Terminal

extension Model {
  /// Keys while something lies over the screen.
  mutating func pressInDialog(_ key: Key) -> [Effect] {
    guard let dialog else { return [] }
    switch dialog {
    case .limits(let choices, let cursor): pressInLimits(choices, cursor: cursor, key)
    case .columns(let choices, let cursor): pressInColumns(choices, cursor: cursor, key)
    case _ where scrollDialog(key): break
    case .confirm(let shown): return pressInPlan(shown, key)
    case .help, .details, .message:
      switch key {
      case .escape, .enter, .character("q"), .character("?"), .character(" "): self.dialog = nil
      default: break
      }
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
