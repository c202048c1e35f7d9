import Glibc

/// A colour by its three parts, for the rules about what can be read on what.
struct RGB: Hashable, Sendable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  /// `0xRRGGBB`.
  init(_ number: UInt32) {
    red = UInt8(number >> 16 & 0xFF)
    green = UInt8(number >> 8 & 0xFF)
    blue = UInt8(number & 0xFF)
  }

  /// One of the 240 fixed colours of a terminal with 256: a cube of six steps, then greys. Nil for the first sixteen,
  /// which are the user's.
  init?(xtermNumber number: Int) {
    switch number {
    case 16..<232:
      let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
      let place = number - 16
      self.init(steps[place / 36] << 16 | steps[place / 6 % 6] << 8 | steps[place % 6])
    case 232..<256:
      let level = UInt32(8 + 10 * (number - 232))
      self.init(level << 16 | level << 8 | level)
    default: return nil
    }
  }

  /// `0xRRGGBB`.
  var number: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// `#rrggbb`.
  var hexadecimal: String {
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The relative luminance of WCAG 2.1: 0 for black, 1 for white.
  var luminance: Double {
    func linear(_ part: UInt8) -> Double {
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast ratio of WCAG 2.1: 1 for equal colours, 21 for black and white; from 4.5 text is easy to read.
  func contrast(with other: RGB) -> Double {
    let (lighter, darker) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)
  }
}
