import ProcessTestSupport
import TerminalTestSupport
import Testing

@Suite("Bytes written", .ownThread)
struct ScreenBytesTests {
  private struct Figures {
    var move: Int
    var scrollDown: Int
    var scrollUp: Int
  }

  /// The most that is written for a cursor that moves in a list, and for a list that scrolls by a row.
  private func measure(columns: Int, rows: Int, type: String = "xterm-256color") throws -> Figures {
    let terminal = try Subject.start("--theme=dark", "list", environment: ["TERM": type], columns: columns, rows: rows)
    try terminal.waitFor("row 1 of 1000")
    let height = rows - 3
    func bytes(_ key: String, row: Int) throws -> Int {
      let before = terminal.rawOutput.count
      try terminal.send(key)
      try terminal.waitFor("row \(row) of 1000")
      return terminal.rawOutput.count - before
    }
    let moves = try (2...height).map { try bytes("j", row: $0) }
    let down = try (height + 1...height + 40).map { try bytes("j", row: $0) }
    for row in (41...height + 39).reversed() { _ = try bytes("k", row: row) }
    let up = try (20...40).reversed().map { try bytes("k", row: $0) }
    return Figures(move: moves.max() ?? 0, scrollDown: down.max() ?? 0, scrollUp: up.max() ?? 0)
  }

  @Test(
    "A cursor that moves costs two rows, a list that scrolls no more than in htop",
    arguments: [(80, 24), (90, 50)]
  )
  func list(columns: Int, rows: Int) throws {
    let figures = try measure(columns: columns, rows: rows)
    // htop 3.2 writes 304 for a cursor that moves and 320 for a row that scrolls, at both sizes.
    #expect(figures.move <= 300)
    #expect(figures.scrollDown <= 320)
    #expect(figures.scrollUp <= 320)
  }

  @Test("Beside a pane that stays, a row that scrolls costs the pane, not the list")
  func pane() throws {
    let figures = try measure(columns: 200, rows: 50)
    #expect(figures.move <= 300)
    #expect(figures.scrollDown < 1_500)
    #expect(figures.scrollUp < 1_500)
  }

  @Test("After scrolling up and down the screen is what it would be if it were drawn anew")
  func same() throws {
    let terminal = try Subject.start("list", columns: 120, rows: 20)
    try terminal.waitFor("row 1 of 1000")
    try terminal.send(String(repeating: "j", count: 60))
    try terminal.waitFor("row 61 of 1000")
    try terminal.send(String(repeating: "k", count: 37))
    try terminal.waitFor("row 24 of 1000")
    let shown = terminal.screen.text
    try terminal.overwrite("\u{1B}[5;5HSPOILED")
    try terminal.waitFor("SPOILED")
    try terminal.send("\u{C}")
    try terminal.waitFor("the same screen") { $0.text == shown }
  }
}
