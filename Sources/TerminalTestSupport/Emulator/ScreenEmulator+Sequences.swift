extension ScreenEmulator {
  mutating func sequence(_ final: Character, _ parameters: [Int]) {
    let first = parameters.first ?? 0
    let count = max(1, first)
    switch final {
    case "H", "f": moveTo(column: (parameters.dropFirst().first ?? 1) - 1, row: first - 1)
    case "A": moveTo(column: column, row: row - count)
    case "B", "e": moveTo(column: column, row: row + count)
    case "C", "a": moveTo(column: column + count, row: row)
    case "D": moveTo(column: min(column, columns - 1) - count, row: row)
    case "G", "`": moveTo(column: first - 1, row: row)
    case "d": moveTo(column: column, row: first - 1)
    case "E": moveTo(column: 0, row: row + count)
    case "F": moveTo(column: 0, row: row - count)
    case "I": moveTo(column: (column / 8 + count) * 8, row: row)
    case "Z": moveTo(column: max(0, (column + 7) / 8 - count) * 8, row: row)
    case "J": eraseDisplay(first)
    case "K": eraseLine(first)
    case "X": erase(row, from: column, to: column + count)
    case "@": shift(by: count)
    case "P": shift(by: -count)
    case "L": insertLines(count)
    case "M": deleteLines(count)
    case "S": scrollUp(count)
    case "T": scrollDown(count)
    case "b": for _ in 0..<count { perform(.print(lastWritten)) }
    case "r": setRegion(first, parameters.dropFirst().first ?? 0)
    case "m": setRendition(parameters)
    default: break
    }
  }

  private mutating func moveTo(column: Int, row: Int) {
    self.column = max(0, min(columns - 1, column))
    self.row = max(0, min(rows - 1, row))
  }

  private mutating func setRegion(_ first: Int, _ last: Int) {
    let (begin, end) = (max(0, first - 1), last == 0 ? rows - 1 : min(rows, last) - 1)
    // As xterm does: a region of no height, e.g. one meant for the size before, is passed over.
    guard begin < end else { return }
    (top, bottom) = (begin, end)
    moveTo(column: 0, row: 0)
  }

  private mutating func erase(_ row: Int, from start: Int, to end: Int) {
    // Erasing keeps the background that is set, and nothing else.
    let background = rendition.filter { $0.hasPrefix("4") || $0.hasPrefix("10") }.filter { $0 != "4" }
    let blank = Place(text: " ", rendition: background.joined(separator: ";"))
    for column in max(0, start)..<max(max(0, start), min(columns, end)) { places[row][column] = blank }
  }

  private mutating func eraseLine(_ mode: Int) {
    let start = mode == 0 ? min(column, columns - 1) : 0
    erase(row, from: start, to: mode == 1 ? column + 1 : columns)
  }

  private mutating func eraseDisplay(_ mode: Int) {
    if mode < 2 { eraseLine(mode) }
    let cleared = mode == 0 ? row + 1..<rows : mode == 1 ? 0..<row : 0..<rows
    for row in cleared { erase(row, from: 0, to: columns) }
  }

  private mutating func shift(by count: Int) {
    let start = min(column, columns - 1)
    let amount = min(abs(count), columns - start)
    let blanks = Array(repeating: Place(), count: amount)
    if count > 0 {
      places[row].removeLast(amount)
      places[row].insert(contentsOf: blanks, at: start)
    } else {
      places[row].removeSubrange(start..<start + amount)
      places[row].append(contentsOf: blanks)
    }
  }

  private mutating func insertLines(_ count: Int) {
    guard (top...bottom).contains(row) else { return }
    rotate(from: row, down: min(count, bottom - row + 1))
  }

  private mutating func deleteLines(_ count: Int) {
    guard (top...bottom).contains(row) else { return }
    rotate(from: row, up: min(count, bottom - row + 1))
  }

  mutating func scrollUp(_ count: Int) { rotate(from: top, up: min(count, bottom - top + 1)) }

  mutating func scrollDown(_ count: Int) { rotate(from: top, down: min(count, bottom - top + 1)) }

  private mutating func rotate(from first: Int, up count: Int) {
    places.removeSubrange(first..<first + count)
    places.insert(contentsOf: Self.blank(columns: columns, rows: count), at: bottom - count + 1)
  }

  private mutating func rotate(from first: Int, down count: Int) {
    places.removeSubrange(bottom - count + 1...bottom)
    places.insert(contentsOf: Self.blank(columns: columns, rows: count), at: first)
  }

  /// Keeps what is in force: a later colour takes the place of an earlier one, `39` and `49` take it away.
  private mutating func setRendition(_ parameters: [Int]) {
    var left = parameters.isEmpty ? [0] : parameters[...]
    while let parameter = left.popFirst() {
      switch parameter {
      case 0: rendition = []
      case 22: rendition.removeAll { $0 == "1" || $0 == "2" }
      case 24, 27: rendition.removeAll { $0 == String(parameter - 20) }
      case 30...37, 90...97: setColor(String(parameter), prefixes: ["3", "9"])
      case 40...47, 100...107: setColor(String(parameter), prefixes: ["4", "10"])
      case 38, 48:
        let rest = left.prefix(left.first == 5 ? 2 : 4)
        left = left.dropFirst(rest.count)
        let color = ([parameter] + rest).map(String.init).joined(separator: ";")
        setColor(color, prefixes: parameter == 38 ? ["3", "9"] : ["4", "10"])
      case 39: setColor(nil, prefixes: ["3", "9"])
      case 49: setColor(nil, prefixes: ["4", "10"])
      default: if !rendition.contains(String(parameter)) { rendition.append(String(parameter)) }
      }
    }
  }

  private mutating func setColor(_ color: String?, prefixes: [String]) {
    rendition.removeAll { kept in kept.count > 1 && prefixes.contains { kept.hasPrefix($0) } }
    if let color { rendition.append(color) }
  }
}
