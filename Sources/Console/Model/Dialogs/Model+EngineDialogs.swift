import Terminal

extension Model {
  /// Keys while a question about the engine is open: only `y` says yes.
  mutating func pressInQuestion(_ question: EngineQuestion, _ key: Key) -> [Effect] {
    switch key {
    case .character("y"):
      dialog = nil
      if case .leave = question { return [.quit] }
      begin(.working("writing"))
      return [question.effect]
    case .escape, .character("n"), .character("q"): dialog = nil
    default: break
    }
    return []
  }

  /// Keys while the reason of a pause is typed. Enter ends a text, and pausing loses nothing.
  mutating func pressInPauseReason(_ reason: String, _ key: Key) -> [Effect] {
    switch key {
    case .character(let character): dialog = .pauseReason(reason + String(character))
    case .backspace: dialog = .pauseReason(String(reason.dropLast()))
    case .enter:
      dialog = nil
      begin(.working("writing"))
      return [.pauseQueue(reason: reason.isEmpty ? "by an operator" : reason)]
    case .escape: dialog = nil
    default: break
    }
    return []
  }
}
