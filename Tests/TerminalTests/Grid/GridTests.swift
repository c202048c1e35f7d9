import Terminal
import Testing

@Suite("Grid")
struct GridTests {
  private func grid(_ columns: Int, _ rows: Int) -> Grid { Grid(size: Size(columns: columns, rows: rows)) }

  @Test("A text is written where it is put, and its columns are returned")
  func write() {
    var grid = grid(8, 2)
    #expect(grid.write("漢a", at: (2, 1)) == 3)
    #expect(grid.lines == ["", "  漢a"])
  }

  @Test("A text is clipped at its width and at the edges of the grid")
  func clip() {
    var grid = grid(6, 1)
    #expect(grid.write("learner", at: (0, 0), width: 3) == 3)
    #expect(grid.write("xyz", at: (4, 0)) == 2)
    #expect(grid.lines == ["lea xy"])
    #expect(grid.write("x", at: (6, 0)) == 0)
    #expect(grid.write("x", at: (0, 1)) == 0)
    #expect(grid.write("x", at: (0, -1)) == 0)
    #expect(grid.write("x", at: (0, 0), width: -1) == 0)
  }

  @Test("A text that begins left of the grid shows its rest")
  func leftEdge() {
    var grid = grid(4, 1)
    #expect(grid.write("abcd", at: (-2, 0)) == 4)
    #expect(grid.lines == ["cd"])
    #expect(grid.write("漢x", at: (-1, 0)) == 3)
    #expect(grid.lines == ["cx"])
  }

  @Test("A wide character is not written at all when half of it fits")
  func wideAtEdge() {
    var grid = grid(5, 1)
    #expect(grid.write("漢字漢", at: (0, 0)) == 4)
    #expect(grid.lines == ["漢字"])
  }

  @Test("Overwriting half of a wide character blanks the other half", arguments: [(1, "漢 x"), (2, "漢x"), (0, "x 字")])
  func overwrite(column: Int, line: String) {
    var grid = grid(4, 1)
    grid.write("漢字", at: (0, 0))
    grid.write("x", at: (column == 1 ? 3 : column, 0))
    #expect(grid.lines == [line])
  }

  @Test("A wide character over two halves blanks both neighbours")
  func overwriteWide() {
    var grid = grid(4, 1)
    grid.write("漢字", at: (0, 0))
    grid.write("語", at: (1, 0))
    #expect(grid.lines == [" 語"])
    #expect(grid.row(0).map(\.width) == [1, 2, 0, 1])
  }

  @Test("No text can bring a control character into a cell")
  func safe() {
    var grid = grid(40, 1)
    grid.write("\u{1B}]0;x\u{7}\u{9B}2J\u{202E}\n", at: (0, 0))
    #expect(grid.lines == ["␛]0;x␇⟨U+009B⟩2J⟨U+202E⟩␊"])
  }

  @Test("Right-to-left text keeps to its column")
  func rightToLeft() {
    var grid = grid(12, 1)
    grid.write(TextWidth.padded("שלום", to: 6), at: (0, 0))
    grid.write("│12", at: (6, 0))
    #expect(grid[6, 0]?.text == "│")
    #expect(grid.lines == ["שלום  │12"])
  }

  @Test("A box has a frame and a title, and leaves its inside alone")
  func box() {
    var grid = grid(14, 3)
    grid.write("in", at: (2, 1))
    grid.box(Rectangle(column: 0, row: 0, columns: 14, rows: 3), title: "Learners")
    #expect(grid.lines == ["┌─ Learners ─┐", "│ in         │", "└────────────┘"])
  }

  @Test("A title too long for its box is clipped")
  func longTitle() {
    var grid = grid(10, 2)
    grid.box(Rectangle(column: 0, row: 0, columns: 10, rows: 2), title: "Learners")
    #expect(grid.lines == ["┌─ Lea… ─┐", "└────────┘"])
  }

  @Test("Boxes, lines and rectangles outside the grid are clipped")
  func outside() {
    var grid = grid(4, 3)
    grid.box(Rectangle(column: -1, row: -1, columns: 4, rows: 3))
    grid.fill(Rectangle(column: 2, row: 2, columns: .max, rows: .max), Style(reverse: true))
    #expect(grid.lines == ["  │", "──┘", ""])
    #expect(grid.styledDescription == "  │\n──┘\n  {reverse:  }")
  }

  @Test("A line of no length draws nothing")
  func emptyLine() {
    var grid = grid(3, 3)
    grid.horizontalLine(at: (0, 0), length: 0)
    grid.verticalLine(at: (0, 0), length: -2)
    #expect(grid == self.grid(3, 3))
  }

  @Test("Styles are described by name")
  func styles() {
    var grid = grid(16, 1)
    grid.write("Name", at: (0, 0), style: Style(bold: true))
    grid.write("late", at: (5, 0), style: Style(foreground: .red, background: .blue, underline: true))
    #expect(grid.styledDescription == "{bold:Name} {underline,red,on-blue:late}")
  }

  @Test("A new look leaves the text and takes wide characters whole")
  func restyle() {
    var grid = grid(6, 1)
    grid.write("漢字x", at: (0, 0))
    grid.restyle(Rectangle(column: 1, row: 0, columns: 2, rows: 1)) { $0.reverse = true }
    #expect(grid.styledDescription == "{reverse:漢字}x")
  }

  @Test("A grid laid over another hides what is under it")
  func place() {
    var under = grid(8, 3)
    for row in 0..<3 { under.write("漢漢漢漢", at: (0, row)) }
    var dialog = grid(3, 1)
    dialog.write("ok", at: (0, 0))
    under.place(dialog, at: (3, 1))
    #expect(under.lines == ["漢漢漢漢", "漢 ok 漢", "漢漢漢漢"])
  }

  @Test("A grid laid over the edge loses what is outside, and half characters become spaces")
  func placeAtEdge() {
    var under = grid(4, 1)
    var wide = grid(4, 1)
    wide.write("漢字", at: (0, 0))
    under.place(wide, at: (1, 0))
    #expect(under.lines == [" 漢"])
    under.place(wide, at: (-1, 0))
    #expect(under.row(0).map(\.text) == [" ", "字", "", " "])
  }

  @Test("An empty grid takes everything and shows nothing")
  func empty() {
    var grid = grid(0, 0)
    grid.write("x", at: (0, 0))
    grid.box(Rectangle(column: 0, row: 0, columns: 5, rows: 5))
    #expect(grid.lines.isEmpty)
  }
}
