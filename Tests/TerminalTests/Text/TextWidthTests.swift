import Terminal
import Testing

@Suite("Text width")
struct TextWidthTests {
  @Test(
    "A text has the columns that it is drawn in",
    arguments: [
      ("", 0),
      ("learner", 7),
      ("Zoë", 3),
      ("Zoe\u{308}", 3),
      ("漢字", 4),
      ("한국어", 6),
      ("ｆｕｌｌ", 8),
      ("محمد علي", 8),
      ("שלום", 4),
      ("👍", 2),
      ("👍🏽", 2),
      ("👨‍👩‍👧‍👦", 2),
      ("🇳🇱", 2),
      ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2),
      ("\u{2764}\u{FE0F}", 1),
      ("1\u{FE0F}\u{20E3}", 1),
      ("葛\u{E0100}", 2),
      ("\u{1B}", 1),
      ("\u{202E}", 8),
      ("\u{301}", 1),
    ]
  )
  func width(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
  }

  @Test("A text that fits is not clipped")
  func fits() {
    #expect(TextWidth.clipped("漢字", to: 4) == "漢字")
  }

  @Test("A text that does not fit ends in the ellipsis")
  func ellipsis() {
    #expect(TextWidth.clipped("learner", to: 5) == "lear…")
    #expect(TextWidth.clipped("learner", to: 5, ellipsis: "...") == "le...")
  }

  @Test("A wide character is never split at the edge")
  func wideAtEdge() {
    #expect(TextWidth.clipped("漢字漢", to: 4) == "漢…")
    #expect(TextWidth.clipped("a漢字", to: 2, ellipsis: "") == "a")
  }

  @Test("Where the ellipsis does not fit, the text is cut")
  func noRoom() {
    #expect(TextWidth.clipped("learner", to: 2, ellipsis: "...") == "le")
    #expect(TextWidth.clipped("learner", to: 0) == "")
    #expect(TextWidth.clipped("learner", to: -3) == "")
  }

  @Test(
    "A padded text fills its column exactly",
    arguments: ["", "Zoë", "漢字漢字漢字", "e\u{301}", "👨‍👩‍👧 family", "\u{9B}31m"]
  )
  func padded(text: String) {
    #expect(TextWidth.columns(of: TextWidth.padded(text, to: 9)) == 9)
  }

  @Test(
    "A name is cut in its middle, so that its last words are told",
    arguments: [
      ("Introduction to Chemistry Part 1", 20, "Introduction… Part 1"),
      ("Introduction to Chemistry Part 2", 20, "Introduction… Part 2"),
      ("course-v1:HelixTech+PC101+2026_T1", 24, "course-v1:Heli…1+2026_T1"),
      ("漢字漢字漢字漢字漢字", 16, "漢字漢字…字漢字"),
      ("漢字漢字漢字漢字漢字", 17, "漢字漢字漢…字漢字"),
      ("Zoe\u{308} Zoe\u{308} Zoe\u{308} Zoe\u{308} Zoe\u{308}", 16, "Zoe\u{308} Zoe\u{308} Z…oe\u{308} Zoe\u{308}"),
      ("a family of 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 17, "a family o…👨👨👨"),
      ("Introduction to Art", 15, "Introduction t…"),
      ("Introduction to", 16, "Introduction to"),
    ]
  )
  func middle(text: String, columns: Int, shown: String) {
    let clipped = TextWidth.clipped(text, to: columns, cut: .middle)
    #expect(clipped.unicodeScalars.elementsEqual(shown.unicodeScalars), "\(clipped)")
    #expect(TextWidth.columns(of: clipped) <= columns)
    #expect(TextWidth.columns(of: TextWidth.padded(clipped, to: columns)) == columns)
  }

  @Test("Numbers stand at the right edge")
  func right() {
    #expect(TextWidth.padded("42", to: 5, alignment: .right) == "   42")
  }

  @Test("What was clipped once has the same width when it is written")
  func stable() {
    let clipped = TextWidth.clipped("\u{301}🇳🇱👍🏽\u{202E}漢", to: 30)
    #expect(TextWidth.clipped(clipped, to: 30) == clipped)
  }

  @Test("Clipping looks at no more of a long text than it shows", .timeLimit(.minutes(30)))
  func longText() {
    let long = String(repeating: "漢\u{301}", count: 1_000_000)
    // Ten thousand walks over the whole text would take hours.
    for _ in 0..<5_000 { #expect(TextWidth.clipped(long, to: 20).hasSuffix("…")) }
    for _ in 0..<5_000 { #expect(TextWidth.clipped(long, to: 20, cut: .middle).contains("…")) }
  }
}
