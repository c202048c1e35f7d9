/// Cuts a terminal's input into characters, control characters and escape sequences.
struct EscapeParser: Sendable {
  /// What the terminal has to do.
  enum Action: Equatable {
    case print(Unicode.Scalar)
    case control(UInt8)
    /// ESC with one more character.
    case escape(UInt8)
    /// CSI: the private marker (`?`), the parameters and the final byte.
    case sequence(marker: UInt8?, parameters: [Int], final: UInt8)
    /// OSC and other strings.
    case command(String)
  }

  private enum State {
    case ground
    case escape
    case charset
    case sequence
    case command
    case commandEscape
  }

  private var state = State.ground
  private var collected: [UInt8] = []
  private var expected = 0

  mutating func next(_ byte: UInt8) -> Action? {
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .charset: state = .ground
    case .sequence: return sequence(byte)
    case .command:
      if byte == 0x07 { return endCommand() }
      if byte == 0x1B { state = .commandEscape } else { collected.append(byte) }
    case .commandEscape: return endCommand()
    }
    return nil
  }

  private mutating func ground(_ byte: UInt8) -> Action? {
    if byte == 0x1B {
      state = .escape
      collected = []
      expected = 0
      return nil
    }
    if byte < 0x20 || byte == 0x7F { return .control(byte) }
    if byte < 0x80 { return .print(Unicode.Scalar(byte)) }
    return character(byte)
  }

  private mutating func character(_ byte: UInt8) -> Action? {
    if byte >= 0xC0 {
      collected = [byte]
      expected = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      return nil
    }
    collected.append(byte)
    guard expected > 0, collected.count == expected else { return nil }
    expected = 0
    defer { collected = [] }
    return String(decoding: collected, as: UTF8.self).unicodeScalars.first.map { .print($0) }
  }

  private mutating func escape(_ byte: UInt8) -> Action? {
    switch byte {
    case UInt8(ascii: "["): state = .sequence
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): state = .command
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"): state = .charset
    default:
      state = .ground
      return .escape(byte)
    }
    return nil
  }

  private mutating func sequence(_ byte: UInt8) -> Action? {
    guard (0x40...0x7E).contains(byte) else {
      collected.append(byte)
      return nil
    }
    state = .ground
    defer { collected = [] }
    let marker = collected.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    let digits = collected.drop { (0x3C...0x3F).contains($0) }
    // A colour by its parts may have colons, and an empty place between kind and parts.
    let parameters = digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).flatMap { part in
      part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: part.isEmpty ? false : true)
    }
    let numbers = parameters.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    return .sequence(marker: marker, parameters: numbers, final: byte)
  }

  private mutating func endCommand() -> Action? {
    state = .ground
    defer { collected = [] }
    return .command(String(decoding: collected, as: UTF8.self))
  }
}
