extension ScreenEmulator {
  mutating func perform(_ action: EscapeParser.Action) {
    switch action {
    case .print(let scalar): print(scalar)
    case .control(let byte): control(byte)
    case .escape(let byte): escape(byte)
    case .command(let text): commands.append(text)
    case .sequence(marker: UInt8(ascii: "?")?, let parameters, let final):
      if final == UInt8(ascii: "h") || final == UInt8(ascii: "l") {
        for mode in parameters { setMode(mode, on: final == UInt8(ascii: "h")) }
      }
    case .sequence(marker: nil, let parameters, let final):
      sequence(Character(Unicode.Scalar(final)), parameters)
    case .sequence: break
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    if (0x80..<0xA0).contains(scalar.value) { strayControls.append(UInt8(scalar.value)) }
    let width = EmulatedWidth.columns(of: scalar)
    if width == 0 {
      combine(scalar)
      return
    }
    if column + width > columns {
      column = 0
      lineFeed()
    }
    let look = rendition.joined(separator: ";")
    unpair(column)
    unpair(column + width - 1)
    places[row][column] = Place(text: String(Character(scalar)), rendition: look)
    if width == 2 { places[row][column + 1] = Place(text: "", rendition: look) }
    column += width
    lastWritten = scalar
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    guard column > 0 else { return }
    let previous = places[row][column - 1].text.isEmpty ? column - 2 : column - 1
    if previous >= 0 { places[row][previous].text.unicodeScalars.append(scalar) }
  }

  /// Writing on one half of a wide character leaves a space in the other.
  private mutating func unpair(_ column: Int) {
    guard (0..<columns).contains(column) else { return }
    if places[row][column].text.isEmpty, column > 0 { places[row][column - 1].text = " " }
    if column + 1 < columns, places[row][column + 1].text.isEmpty { places[row][column + 1].text = " " }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08: column = max(0, min(column, columns - 1) - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D: column = 0
    // Between the character sets, of which only ASCII is used.
    case 0x0E, 0x0F: break
    default: strayControls.append(byte)
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch Character(Unicode.Scalar(byte)) {
    case "7": saved = (column, row)
    case "8": (column, row) = (min(saved.column, columns - 1), min(saved.row, rows - 1))
    case "D": lineFeed()
    case "M": if row == top { scrollDown(1) } else { row = max(0, row - 1) }
    case "c": self = ScreenEmulator(columns: columns, rows: rows)
    default: break
    }
  }

  private mutating func lineFeed() {
    if row == bottom { scrollUp(1) } else { row = min(rows - 1, row + 1) }
  }

  private mutating func setMode(_ mode: Int, on: Bool) {
    if on { modes.insert(mode) } else { modes.remove(mode) }
    switch mode {
    case 25: showsCursor = on
    case 47, 1047, 1049: setAlternate(on)
    default: break
    }
  }

  private mutating func setAlternate(_ on: Bool) {
    guard on != isAlternate else { return }
    isAlternate = on
    if on {
      primary = (places, column, row)
      places = Self.blank(columns: columns, rows: rows)
    } else if let kept = primary {
      (places, column, row) = kept
      primary = nil
    }
  }
}
