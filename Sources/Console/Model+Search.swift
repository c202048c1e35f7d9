import Terminal

extension Model {
  mutating func pressInSearch(_ key: Key) -> [Effect] {
    switch key {
    case .character(let character): edit(.filter(list.filter + String(character)))
    case .backspace: edit(.filter(String(list.filter.dropLast())))
    case .enter: isSearching = false
    case .escape:
      isSearching = false
      edit(.filter(""))
    case .up: edit(.move(-1))
    case .down: edit(.move(1))
    default: break
    }
    return []
  }
}
