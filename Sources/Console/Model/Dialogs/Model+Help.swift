import OpenEdX
import Terminal

extension Model {
  /// Keys while the help lies over the screen: what is typed searches it at once, so that nobody has to know a key to
  /// find a key.
  mutating func pressInHelp(_ state: HelpState, _ key: Key) -> [Effect] {
    var state = state
    let entries = help(state).entries
    switch key {
    case .escape where state.filter.isEmpty, .character("?") where state.filter.isEmpty, .function(1):
      dialog = nil
      return []
    case .enter:
      guard entries.indices.contains(state.cursor) else { return [] }
      dialog = nil
      return perform(entries[state.cursor])
    case .escape: state = HelpState()
    case .backspace: state = HelpState(filter: String(state.filter.dropLast()))
    case .character(let character): state = HelpState(filter: state.filter + String(character))
    case .up: state.cursor -= 1
    case .down: state.cursor += 1
    case .pageUp: state.cursor -= Self.helpPage
    case .pageDown: state.cursor += Self.helpPage
    case .home: state.cursor = 0
    case .end: state.cursor = entries.count - 1
    default: return []
    }
    choose(state, in: help(state))
    return []
  }

  /// Does what a key does, or limits the list to a finding as its command would.
  private mutating func perform(_ entry: HelpText.Entry) -> [Effect] {
    if let binding = entry.binding { return start(binding) }
    guard let finding = entry.finding else { return [] }
    do throws(CommandRefusal) {
      return try run("finding \(finding.rawValue)")
    } catch {
      notice = error.text
      return []
    }
  }

  /// Searches the help for a text.
  mutating func search(_ text: String) {
    let state = HelpState(filter: text)
    choose(state, in: help(state))
  }

  /// Keys that Page up and Page down pass over.
  private static let helpPage = 8

  func help(_ state: HelpState) -> HelpText {
    HelpText(state, heading: heading, area: area, width: DialogText.width(size))
  }

  /// Shows the help with the cursor in sight, and with the heading above it where there is one.
  private mutating func choose(_ state: HelpState, in text: HelpText) {
    var state = state
    state.cursor = min(max(0, state.cursor), max(0, text.entries.count - 1))
    let offset = dialogOffset
    dialog = .help(state)
    dialogOffset = offset
    guard text.entries.indices.contains(state.cursor) else { return }
    let lines = text.entries[state.cursor].lines
    keepInSight(lines.upperBound - 1)
    keepInSight(state.cursor == 0 ? 0 : lines.lowerBound)
  }
}
