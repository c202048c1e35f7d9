import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// Opens the choice of limits, with the cursor on the one in force; where nothing was asked for, on the finding that the
  /// row under the list's cursor is about.
  mutating func askForLimit() {
    let choices = screen.limitChoices
    let likely = list.limit == screen.restLimit ? screen.findingUnderCursor.map(RowLimit.finding) : nil
    let cursor = [likely, list.limit].lazy.compactMap { limit in choices.firstIndex { $0.limit == limit } }.first
    dialog = .limits(choices, cursor: cursor ?? 0)
  }

  /// Keys while a limit is chosen.
  mutating func pressInLimits(_ choices: [LimitChoice], cursor: Int, _ key: Key) {
    switch key {
    case .enter:
      dialog = nil
      if choices.indices.contains(cursor) { edit(.limit(choices[cursor].limit)) }
    case .escape, .character("q"): dialog = nil
    default:
      guard let next = choice(key, from: cursor, of: choices.count) else { return }
      let offset = dialogOffset
      dialog = .limits(choices, cursor: next)
      // Moving the cursor is not opening again: the text stays where it was, as far as the cursor allows.
      dialogOffset = offset
      keepInSight(next)
    }
  }

  /// Where a key moves the cursor of a choice; nil for a key that does not move it.
  func choice(_ key: Key, from cursor: Int, of count: Int) -> Int? {
    let step: Int
    switch KeyBinding.action(for: key, in: area) {
    case .up: step = -1
    case .down: step = 1
    case .pageUp, .first: step = -count
    case .pageDown, .last: step = count
    default: return nil
    }
    return min(max(0, cursor + step), count - 1)
  }

  mutating func keepInSight(_ line: Int) {
    guard let text = dialogText, text.room > 0 else { return }
    dialogOffset = min(max(dialogOffset, line - text.room + 1), line)
  }
}

/// A limit to choose, and how many rows it leaves.
package struct LimitChoice: Sendable, Hashable {
  let limit: RowLimit
  let rows: Int
}
