import TerminalTestSupport
import Testing

@Suite("Screen emulator")
struct ScreenEmulatorTests {
  private func screen(_ output: String, columns: Int = 10, rows: Int = 4) -> ScreenEmulator {
    var screen = ScreenEmulator(columns: columns, rows: rows)
    // Byte by byte, because a program's writes may be cut anywhere.
    for byte in output.utf8 { screen.receive([byte]) }
    return screen
  }

  @Test(
    "The sequences that curses sends have their effect",
    arguments: [
      ("ab\u{1B}[2;3Hc", ["ab", "  c", "", ""]),
      ("abc\u{1B}[2Dx", ["axc", "", "", ""]),
      ("a\u{1B}[3dx\u{1B}[5Gy", ["a", "", " x  y", ""]),
      ("abcdef\u{1B}[3G\u{1B}[K", ["ab", "", "", ""]),
      ("abcdef\u{1B}[3G\u{1B}[1K", ["   def", "", "", ""]),
      ("abcdef\u{1B}[2G\u{1B}[2X", ["a  def", "", "", ""]),
      ("abcdef\u{1B}[2G\u{1B}[2P", ["adef", "", "", ""]),
      ("abcdef\u{1B}[2G\u{1B}[2@", ["a  bcdef", "", "", ""]),
      ("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[L", ["", "a", "b", "c"]),
      ("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[M", ["b", "c", "", ""]),
      ("a\r\nb\r\nc\r\nd\r\ne", ["b", "c", "d", "e"]),
      ("a\r\nb\r\nc\r\nd\u{1B}[2;3r\u{1B}[3;1H\n", ["a", "c", "", "d"]),
      ("a\u{1B}[S", ["", "", "", ""]),
      ("a\u{1B}[T", ["", "a", "", ""]),
      ("a\u{1B}[4b", ["aaaaa", "", "", ""]),
      ("0123456789x", ["0123456789", "x", "", ""]),
      ("a\tb", ["a       b", "", "", ""]),
      ("漢字\u{1B}[3Gx", ["漢x", "", "", ""]),
      ("漢字\u{1B}[2Gx", [" x字", "", "", ""]),
      ("e\u{301}\u{1B}(Bx", ["e\u{301}x", "", "", ""]),
      ("abc\u{1B}[1;1H\u{1B}[J", ["", "", "", ""]),
    ]
  )
  func sequences(output: String, lines: [String]) {
    #expect(screen(output).lines == lines)
  }

  @Test("The alternate screen leaves the first one as it was")
  func alternate() {
    var screen = screen("$ run\u{1B}[?1049h\u{1B}[Hfull")
    #expect(screen.isAlternate)
    #expect(screen.lines[0] == "full")
    screen.receive("\u{1B}[?1049l".utf8)
    #expect(!screen.isAlternate)
    #expect(screen.lines[0] == "$ run")
  }

  @Test("Looks are kept as they are set and taken away")
  func renditions() {
    let screen = screen("\u{1B}[1;31ma\u{1B}[32mb\u{1B}[39mc\u{1B}[mx\u{1B}[38;5;244;7my")
    #expect((0..<5).map { screen[$0, 0]?.rendition } == ["1;31", "1;32", "1", "", "38;5;244;7"])
  }

  @Test("A window title is no text, and is reported")
  func title() {
    let screen = screen("a\u{1B}]0;title\u{7}b")
    #expect(screen.lines[0] == "ab")
    #expect(screen.commands == ["0;title"])
  }

  @Test("A wide character that does not fit goes to the next row")
  func wrap() {
    #expect(screen("abc漢", columns: 4).lines.prefix(2) == ["abc", "漢"])
  }
}
