import Terminal

extension Model {
  /// Puts a pasted text where something is typed. In the list of programs the cursor goes to the one that it names; anything
  /// else that is pasted into Records is looked for among all learners. It never presses keys: a name that is pasted into a
  /// list must not post.
  mutating func paste(_ pasted: String) -> [Effect] {
    let text = Self.line(of: pasted)
    guard !text.isEmpty else { return [] }
    if let dialog {
      switch dialog {
      case .help(let state): search(state.filter + text)
      case .pauseReason(let reason): self.dialog = .pauseReason(reason + text)
      case .limits, .columns, .confirm, .overwrite, .question, .details, .detail, .message, .failedRead: break
      }
    } else if isSearching {
      if let typed = screen.searchText { return screen.search(typed + text) }
      edit(.filter(list.filter + text))
    } else if let palette {
      self.palette = Palette(text: palette.text.dropLast(palette.proposed) + text)
    } else if screen.searchText != nil {
      isSearching = true
      return screen.search(text)
    } else if screen.find(text) {
      notice = nil
    } else if let looking = ScreenRegistry.looking(for: text, in: area) {
      let effects = enter(looking)
      isSearching = true
      return effects
    } else {
      notice = "A pasted text presses no keys: / or p first, then paste it"
    }
    return []
  }

  /// In one line, cut where nobody types so much.
  private static func line(of pasted: String) -> String {
    let words = pasted.unicodeScalars.split { $0.properties.generalCategory == .control || $0 == " " }
    return String(words.map { String($0) }.joined(separator: " ").prefix(longestPaste))
  }

  private static let longestPaste = 400
}
