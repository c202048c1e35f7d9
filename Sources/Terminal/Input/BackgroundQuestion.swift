/// The question what colour the terminal's background has (OSC 11), and the answer.
///
/// Nobody waits for the answer: it comes among the keys, or never. So that none of its bytes is taken for a key, it is
/// asked only of terminals that answer in the usual form or are silent.
enum BackgroundQuestion {
  /// The question, ended by ST: a terminal that does not know it might ring at a BEL.
  static let bytes = "\u{1B}]11;?\u{1B}\\"

  /// Whether a terminal of this type may be asked.
  static func mayBePut(to type: String) -> Bool { ModernTerminal.includes(type) }

  /// The most that an answer has between `ESC ]` and its end: `11;rgba:ffff/ffff/ffff/ffff`.
  static let longestAnswer = 28

  /// The characters that an answer is made of.
  static func isPart(_ value: UInt32) -> Bool {
    Unicode.Scalar(value).map { "0123456789abcdefABCDEF;:/rg".unicodeScalars.contains($0) } ?? false
  }

  /// From `11;rgb:rrrr/gggg/bbbb`, with one to four digits a part; nil for anything else.
  static func color(answer: String) -> RGB? {
    for prefix in ["11;rgb:", "11;rgba:"] where answer.hasPrefix(prefix) {
      let parts = answer.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count >= 3 else { return nil }
      var number: UInt32 = 0
      for part in parts.prefix(3) {
        guard (1...4).contains(part.count), let value = UInt32(part, radix: 16) else { return nil }
        let highest = UInt32(1) << (4 * UInt32(part.count)) - 1
        number = number << 8 | (value * 255 + highest / 2) / highest
      }
      return RGB(number)
    }
    return nil
  }
}
