import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The mouse on a terminal` {
  /// A press and a release of a button as the terminal reports them (SGR, from 1).
  private func report(_ button: Int, column: Int, row: Int) -> String {
    "\u{1B}[<\(button);\(column + 1);\(row + 1)M\u{1B}[<\(button);\(column + 1);\(row + 1)m"
  }

  @Test func `opens a program by two clicks, goes back by the footer, and scrolls by the wheel`() throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path)
    try terminal.waitFor("Paid Courses")
    let row = try #require(terminal.screen.lines.firstIndex { $0.contains("Paid Courses") })
    try terminal.send(report(0, column: 5, row: row) + report(0, column: 5, row: row))
    try terminal.waitFor("blank_name")
    let footer = try #require(terminal.screen.lines.last)
    let start = try #require(footer.firstRange(of: "Esc back")?.lowerBound)
    try terminal.send(report(0, column: footer.distance(from: footer.startIndex, to: start), row: 23))
    try terminal.waitFor("Quantum Gardening")
    try terminal.send("g" + report(65, column: 5, row: 10) + KeyBytes.enter)
    // Where the count stands beside it, the title is cut in 80 columns.
    try terminal.waitFor("Programs › Foundations of ")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `is left to the terminal where the operator prefers that`() throws {
    let repository = try Repository.withSample()
    for (setting, isAsked) in [("true", true), ("false", false)] {
      let terminal = try Command.onTerminal(
        in: repository.path,
        environment: ["LEARNER_RECORDS_UI_MOUSE": setting]
      )
      try terminal.waitFor("Paid Courses")
      try terminal.send("q")
      #expect(try terminal.waitForExit() == .exited(0))
      #expect(terminal.rawText.contains("\u{1B}[?1006h") == isAsked)
    }
  }
}
