/// Texts of the kinds that spoil screens, made at random from a seed.
package struct HostileText {
  private var state: UInt64

  /// The same seed gives the same texts.
  package init(seed: UInt64) { state = seed }

  /// One text of up to a few dozen pieces, seldom of ten thousand marks.
  package mutating func next() -> String {
    if number(below: 40) == 0 { return "a" + String(repeating: "\u{301}", count: 10_000) + "b" }
    return (0..<number(below: 24)).map { _ in piece() }.joined()
  }

  private mutating func piece() -> String {
    switch number(below: 14) {
    case 0: scalar(in: 0x00...0x1F)
    case 1: scalar(in: 0x7F...0x9F)
    case 2:
      pick([
        "\u{1B}[2J", "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;eA==\u{7}", "\u{1B}P", "\u{9B}5A", "\u{1B}c",
      ])
    case 3:
      pick([
        "\u{202A}", "\u{202B}", "\u{202D}", "\u{202E}", "\u{202C}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
        "\u{200E}", "\u{200F}", "\u{61C}",
      ])
    case 4:
      String(
        repeating: pick(["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}"]),
        count: 1 + number(below: 9)
      )
    case 5: scalar(in: 0x300...0x36F)
    case 6: scalar(in: 0xFE00...0xFE0F)
    case 7: scalar(in: 0xE0000...0xE01EF)
    case 8: pick(["👨‍👩‍👧‍👦", "👍🏽", "🇳🇱", "❤️", "1️⃣", "🏳️‍🌈", "👩🏿‍🚀", "🏴\u{E0067}\u{E0062}\u{E007F}", "\u{1F3FB}", "🇳"])
    case 9: scalar(in: 0x4E00...0x9FFF)
    case 10: pick(["محمد", "שלום", "۱۲۳", "لا", "ﷺ", "א\u{5B0}", "ܫܠܡܐ"])
    case 11: pick(["한국어", "ᄒ\u{1161}\u{11AB}", "नमस्ते", "ไทย", "ｆｕｌｌ", "ﾊﾝ", "ཨོཾ", "𠀀", "㍿", "︙"])
    case 12: scalar(in: 0x0...0x10FFFF)
    default: pick(["learner", " ", "42", "Zoë", "—"])
    }
  }

  private mutating func pick(_ texts: [String]) -> String { texts[number(below: texts.count)] }

  private mutating func scalar(in range: ClosedRange<UInt32>) -> String {
    let value = range.lowerBound + UInt32(number(below: Int(range.upperBound - range.lowerBound) + 1))
    // What decoding makes of half a surrogate pair.
    return String(Character(Unicode.Scalar(value) ?? "\u{FFFD}"))
  }

  private mutating func number(below limit: Int) -> Int {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(limit))
  }
}
