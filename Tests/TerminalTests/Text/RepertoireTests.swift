import Terminal
import Testing

@Suite("A screen in ASCII")
struct RepertoireTests {
  private func shown(_ text: String) -> String {
    Repertoire.$current.withValue(.ascii) { VisibleText.shown(text) }
  }

  @Test(
    "Letters lose their accents, and of other alphabets the Latin ones are told",
    arguments: [
      ("Zoë", "Zoe"),
      ("Zoe\u{308}", "Zoe"),
      ("Müller-Øst", "Muller-Ost"),
      ("Łukasz Đặng", "Lukasz Dang"),
      ("Straße, Þóra, Æsa, ĲSSEL", "Strasse, Thora, Aesa, IjSSEL"),
      ("Nguyễn Thị Thùy Dương", "Nguyen Thi Thuy Duong"),
      ("Ελένη Παπαθεοδώρου", "Eleni Papatheodorou"),
      ("Юлия Щербакова", "Yuliya Shcherbakova"),
      ("Київ", "Kiyiv"),
      ("ｆｕｌｌ　ｗｉｄｔｈ！", "full width!"),
      ("✓ “quoted” – …", "v \"quoted\" - ~"),
    ]
  )
  func folded(text: String, ascii: String) {
    #expect(shown(text) == ascii)
  }

  @Test(
    "Of what has no Latin letters the code points are told, so that different names stay different",
    arguments: [
      ("山", "<U+5C71>"),
      ("山田 太郎", "<U+5C71,7530> <U+592A,90CE>"),
      ("a山b", "a<U+5C71>b"),
      ("山é", "<U+5C71>e"),
      ("山…", "<U+5C71>~"),
      ("が", "<U+304C>"),
      ("か\u{3099}", "<U+304B,3099>"),
      ("👍🏽", "<U+1F44D>"),
      ("🇳🇱山", "NL<U+5C71>"),
      ("山\u{202E}", "<U+5C71><U+202E>"),
      ("\u{301}山", "<U+0301,5C71>"),
      ("\u{1B}[", "^["),
    ]
  )
  func codePoints(text: String, ascii: String) {
    #expect(shown(text) == ascii)
  }

  @Test("A name has the columns that it is drawn in, and the column beside it does not move")
  func columns() {
    Repertoire.$current.withValue(.ascii) {
      #expect(TextWidth.columns(of: "山田") == 13)
      var grid = Grid(size: Size(columns: 20, rows: 3))
      for (row, name) in ["山田 太郎", "Zoë", "Ελένη"].enumerated() {
        grid.write(TextWidth.padded(TextWidth.clipped(name, to: 16, cut: .middle), to: 16), at: (0, row))
        grid.write("│", at: (16, row))
      }
      #expect(grid.lines == ["<U+5C71,7~,90CE>|", "Zoe             |", "Eleni           |"])
      #expect(grid.ascii == grid)
    }
  }

  @Test("Nothing but ASCII is left of any character, and it is never lost in a question mark")
  func everything() {
    for value in UInt32(1)...0xFFFF where ![0x3F, 0xFF1F].contains(value) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = shown(String(Character(scalar)))
      if text.isEmpty || text.contains("?") || !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
        Issue.record("U+\(String(value, radix: 16)) becomes “\(text)”")
      }
    }
  }

  @Test("A line for a pipe is told as a screen would tell it")
  func plainLine() {
    #expect(PlainText.line("Zoë 山", asciiOnly: true) == "Zoe <U+5C71>")
  }
}
