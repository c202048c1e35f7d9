import Terminal

extension Model {
  /// Opens the line, with a beginning where the command is known and only its object is not.
  ///
  /// - Parameter proposal: what follows unless something else is typed in its place.
  mutating func openPalette(_ text: String = "", proposing proposal: String = "") {
    palette = Palette(text: text + proposal, proposed: proposal.count)
  }

  /// Keys while a command is typed.
  mutating func press(_ key: Key, in line: Palette) -> [Effect] {
    var line = line
    line.refusal = nil
    switch key {
    case .enter: return enter(line)
    case .escape: return close()
    case .backspace where line.text.isEmpty: return close()
    case .backspace: line = Palette(text: String(line.text.dropLast(max(1, line.proposed))))
    case .control("u"): line = Palette()
    case .character(let character): line = Palette(text: line.text.dropLast(line.proposed) + String(character))
    case .tab: complete(&line)
    case .up where line.text.isEmpty || line.recalled != nil: recall(&line, older: 1)
    case .down where line.recalled != nil: recall(&line, older: -1)
    case .up, .backTab: choose(&line, step: -1)
    case .down: choose(&line, step: 1)
    default: break
    }
    // Whatever else was pressed has taken the proposal.
    line.proposed = 0
    palette = line
    return []
  }

  private mutating func close() -> [Effect] {
    palette = nil
    return []
  }

  private mutating func enter(_ line: Palette) -> [Effect] {
    let chosen = chosen(line, among: completions(of: line.text))
    if let chosen, chosen.needsMore {
      palette = Palette(text: chosen.line)
      return []
    }
    let text = chosen?.line ?? line.text
    guard text.contains(where: { $0 != " " }) else { return close() }
    do throws(CommandRefusal) {
      palette = nil
      let effects = try run(text)
      history.removeAll { $0 == text }
      history.append(text)
      return effects
    } catch {
      palette = Palette(text: text, refusal: error.text)
      return []
    }
  }

  /// The completion that the arrows have chosen; a list that was read again since may have fewer.
  private func chosen(_ line: Palette, among found: [Completion]) -> Completion? {
    line.chosen.flatMap { found.indices.contains($0) ? found[$0] : nil }
  }

  /// As far as all completions agree; then the first, the second …
  private func complete(_ line: inout Palette) {
    let found = completions(of: line.text)
    if let only = chosen(line, among: found) ?? (found.count == 1 ? found.first : nil) {
      line = Palette(text: only.takesMore ? only.line + " " : only.line)
      return
    }
    let common = found.dropFirst().reduce(found.first?.line ?? "") { Self.commonPrefix($0, $1.line) }
    if common.count > line.text.count, common.lowercased().hasPrefix(line.text.lowercased()) {
      line = Palette(text: common)
    } else {
      choose(&line, step: 1)
    }
  }

  private static func commonPrefix(_ left: String, _ right: String) -> String {
    String(zip(left, right).prefix { $0 == $1 }.map(\.0))
  }

  private func choose(_ line: inout Palette, step: Int) {
    let count = completions(of: line.text).count
    guard count > 0 else { return }
    line.chosen = line.chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
  }

  private func recall(_ line: inout Palette, older step: Int) {
    let wanted = (line.recalled ?? -1) + step
    guard wanted >= 0 else {
      line = Palette()
      return
    }
    guard wanted < history.count else { return }
    line = Palette(text: history[history.count - 1 - wanted], recalled: wanted)
  }
}

extension Model {
  /// Whether the footer offers a key: it works in this area, and there is something that it could do.
  func offers(_ binding: KeyBinding) -> Bool {
    guard binding.areas.contains(area) else { return false }
    switch binding.action {
    case .back: return !list.filter.isEmpty || list.limit != screen.restLimit || !trail.tail.isEmpty
    case .clearMarks: return list.markedCount > 0
    case .sort: return !list.sortableColumns.isEmpty
    default: return true
    }
  }
}
