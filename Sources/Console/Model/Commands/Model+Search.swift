import Terminal

extension Model {
  mutating func pressInSearch(_ key: Key) -> [Effect] {
    if let text = screen.searchText { return pressInSearch(of: text, key) }
    switch key {
    case .character(let character): edit(.filter(list.filter + String(character)))
    case .backspace: edit(.filter(String(list.filter.dropLast())))
    case .enter: isSearching = false
    case .escape:
      isSearching = false
      edit(.filter(""))
    case .control("u"): edit(.filter(""))
    default: scrollInSearch(key)
    }
    return []
  }

  /// Who types a learner's name wants to open that learner: Enter does, without another key before it.
  private mutating func pressInSearch(of text: String, _ key: Key) -> [Effect] {
    switch key {
    case .character(let character): return screen.search(text + String(character))
    case .backspace: return screen.search(String(text.dropLast()))
    case .control("u"): return screen.search("")
    case .enter:
      isSearching = false
      return follow(screen.open(context))
    case .escape: isSearching = false
    default: scrollInSearch(key)
    }
    return []
  }

  private mutating func scrollInSearch(_ key: Key) {
    switch key {
    case .up: edit(.move(-1))
    case .down: edit(.move(1))
    case .pageUp: edit(.move(-pageHeight))
    case .pageDown: edit(.move(pageHeight))
    default: break
    }
  }
}
