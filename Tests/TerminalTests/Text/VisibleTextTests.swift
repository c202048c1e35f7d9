import Terminal
import Testing

@Suite("Visible text")
struct VisibleTextTests {
  @Test(
    "What could act on the terminal or hide in a text is shown where it stands",
    arguments: [
      ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
      ("\u{1B}[2J", "␛[2J"),
      ("\u{9B}31mred", "⟨U+009B⟩31mred"),
      ("\u{9D}0;title\u{9C}", "⟨U+009D⟩0;title⟨U+009C⟩"),
      ("a\0b", "a␀b"),
      ("a\r\nb\tc", "a␍␊b␉c"),
      ("\u{7F}", "␡"),
      ("user\u{202E}nimda", "user⟨U+202E⟩nimda"),
      ("\u{2066}x\u{2069}", "⟨U+2066⟩x⟨U+2069⟩"),
      ("a\u{200B}b", "a⟨U+200B⟩b"),
      ("a\u{200D}b", "a⟨U+200D⟩b"),
      ("\u{FEFF}a", "⟨U+FEFF⟩a"),
      ("a\u{AD}b", "a⟨U+00AD⟩b"),
      ("a\u{2028}b\u{2029}c", "a⟨U+2028⟩b⟨U+2029⟩c"),
      ("\u{E000}", "⟨U+E000⟩"),
      ("\u{378}", "⟨U+0378⟩"),
      ("\u{10FFFF}", "⟨U+10FFFF⟩"),
      ("\u{3164}", "⟨U+3164⟩"),
      ("a\u{E0061}", "a⟨U+E0061⟩"),
      ("a\u{FE0F}", "a⟨U+FE0F⟩"),
      ("👍\u{FE0F}\u{FE0F}", "👍⟨U+FE0F⟩"),
    ]
  )
  func mark(text: String, shown: String) {
    #expect(VisibleText.shown(text) == shown)
  }

  @Test(
    "Ordinary text of any script stays as it is",
    arguments: ["Zoë", "Zoe\u{308}", "漢字", "محمد", "שלום", "नमस्ते", "한국어", "€ – “”"]
  )
  func harmless(text: String) {
    #expect(VisibleText.shown(text).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test("An emoji sequence is reduced to its first emoji")
  func emoji() {
    #expect(VisibleText.shown("👨‍👩‍👧👍🏽") == "👨👍")
  }

  @Test("A flag is shown as the letters of its region")
  func flag() {
    #expect(VisibleText.shown("🇳🇱🇩🇪") == "NLDE")
  }

  @Test("A mark without a base stands on a dotted circle")
  func lonelyMark() {
    #expect(VisibleText.shown("\u{301}a") == "◌\u{301}a")
  }

  @Test("A pile of marks is cut to what a cell holds")
  func manyMarks() {
    let shown = VisibleText.shown("a" + String(repeating: "\u{301}", count: 10_000) + "b")
    #expect(shown.unicodeScalars.count == 6)
    #expect(shown.hasSuffix("b"))
  }

  @Test("Every control character of a long text is shown")
  func longText() {
    let shown = VisibleText.shown(String(repeating: "\u{1B}", count: 10_000))
    #expect(shown == String(repeating: "␛", count: 10_000))
  }

  @Test("No character at all reaches the terminal if it is a control or an invisible one")
  func everyCharacter() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = VisibleText.shown(String(Character(scalar)))
      let isSafe = shown.unicodeScalars.allSatisfy { shownScalar in
        switch shownScalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: !shownScalar.properties.isDefaultIgnorableCodePoint
        }
      }
      if !isSafe || shown.isEmpty { Issue.record("U+\(String(value, radix: 16)) is shown as “\(shown)”") }
    }
  }
}
