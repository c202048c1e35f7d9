import Terminal
import Testing

@Suite("ASCII grid")
struct ASCIIGridTests {
  @Test("Frames and marks have ASCII of their own, letters their base, other characters a question mark")
  func mapping() {
    var grid = Grid(size: Size(columns: 25, rows: 3))
    grid.box(Rectangle(column: 0, row: 0, columns: 25, rows: 3), title: "Zoë…")
    grid.write("漢a ␛[ ⟨U+202E⟩ ✓ → “é”", at: (1, 1))
    let expected = ["+- Zoe~ ----------------+", "|? a ^[ <U+202E> v > \"e\"|", "+-----------------------+"]
    #expect(grid.ascii.lines == expected)
  }

  @Test("The bars of a graph keep their order of height")
  func bars() {
    var grid = Grid(size: Size(columns: 8, rows: 1))
    grid.write("▁▂▃▄▅▆▇█", at: (0, 0))
    #expect(grid.ascii.lines == ["_.:-=+##"])
  }

  @Test("No cell moves")
  func layout() {
    var grid = Grid(size: Size(columns: 8, rows: 1))
    grid.write("漢字", at: (0, 0), style: Style(foreground: .red))
    grid.write("│", at: (6, 0))
    #expect(grid.ascii.styledDescription == "{red:? ? }  |")
  }

  @Test("Nothing but ASCII is left of any character")
  func everything() {
    for value in UInt32(0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var grid = Grid(size: Size(columns: 10, rows: 1))
      grid.write(String(Character(scalar)), at: (0, 0))
      if !grid.ascii.row(0).allSatisfy({ $0.text.utf8.count == 1 && $0.width == 1 }) {
        Issue.record("U+\(String(value, radix: 16)) becomes “\(grid.ascii.lines[0])”")
      }
    }
  }
}
