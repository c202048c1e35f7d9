import LearnerRecords
import Logging
import OpenEdX
import Terminal
import Testing

@testable import CertificateSync
@testable import Console

@Suite struct `Hostile text` {
  static let texts: [String] = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "a\u{202E}b\u{2066}c", "\u{200B}\u{200D}\u{FEFF}x", "nul\u{0}tab\tline\nreturn\r",
    String(repeating: "W", count: 10_000), String(repeating: "陳", count: 5_000),
    "e" + String(repeating: "\u{301}", count: 500),
    "👩‍👩‍👧‍👦👍🏽🇫🇷", "\u{9B}31m\u{85}", "صباح الخير عليكم", "\u{301}leading mark", "",
  ]

  /// What must never be in a grid's text: anything that acts on a terminal or hides.
  private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private func check(_ grid: Grid, _ what: String) {
    for (row, line) in grid.lines.enumerated() {
      #expect(!line.unicodeScalars.contains(where: isHarmful), "\(what), row \(row)")
      #expect(TextWidth.columns(of: line) <= grid.size.columns, "\(what), row \(row)")
    }
  }

  /// The columns in which a text begins, by cells.
  private func column(of text: Character, row: Int, _ grid: Grid) -> Int? {
    (0..<grid.size.columns).first { grid[$0, row]?.text == String(text) }
  }

  @Test(arguments: texts) func `a learner's name leaves the columns in line`(text: String) throws {
    for columns in [40, 80, 120, 200] {
      let learners = [Example.learner("plain", "Plain"), Example.learner("x\(text)", text)]
      let grid = Operator.atLearners(learners, columns: columns).grid
      check(grid, "\(columns) columns")
      // “4/4” ends in the same column in both rows.
      let first = columns < 60 ? 4 : 5
      #expect(column(of: "/", row: first, grid) != nil)
      #expect(column(of: "/", row: first, grid) == column(of: "/", row: first + 1, grid))
    }
  }

  @Test(arguments: texts) func `titles, records, dialogs and the log show it and stay whole`(text: String) {
    let page = Example.page(username: "x\(text)", fullName: text, title: text)
    for columns in [40, 80, 120] {
      var someone = Operator.atRecord(page, columns: columns)
      check(someone.grid, "record")
      #expect(someone.lines[3].hasSuffix("Record: ✓ Earned") || columns > 80)
      someone.press(.enter)
      check(someone.grid, "details")
      someone.press(.escape, .character("b"))
      someone.tell(.planned(Example.plan(username: "x\(text)")))
      check(someone.grid, "plan")
      someone.press(.escape)
      someone.tell(.failed(text, of: .countPrograms))
      check(someone.grid, "message")
      someone.press(.escape)
      let line = RecentLog.Line(time: Example.now, level: .error, message: text)
      someone.tell(.engine(EngineSnapshot(queue: QueueStatus(), log: [line], failure: text)))
      check(someone.grid, "engine")
      someone.type("/" + text.prefix(100))
      check(someone.grid, "search")
    }
    checkPlaces(text)
    let program = Example.program(Example.paidCourses, text, organizations: [text], status: text)
    var someone = Operator()
    someone.tell(.programs([program]))
    check(someone.grid, "programs")
  }

  /// Findings and Engine with the text wherever text from outside comes.
  private func checkPlaces(_ text: String) {
    var engine = Example.busyEngine()
    engine.tasks.dead = [Example.task(1, .dead, username: "x\(text)", message: "404 \(text)")]
    engine.tasks.running = []
    engine.tasks.retrying = []
    engine.log = [Example.logLine(0, .error, text)]
    engine.queue?.pauseReason = text
    engine.queue?.depths.append(QueueStatus.Depth(kind: text, state: .dead, tasks: 1))
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
      var someone = Operator.atEngine(engine, columns: columns, rows: rows)
      check(someone.grid, "engine")
      someone.press(.enter)
      check(someone.grid, "task")
      someone.press(.escape, .character("]"), .enter)
      check(someone.grid, "log line")
      someone.press(.escape, .character("P"))
      check(someone.grid, "resumption")
      let group = Example.group(.awardLost, programs: [text])
      someone = Operator.atGroups([group], columns: columns, rows: rows)
      check(someone.grid, "groups")
      someone.press(.enter)
      let learners = FindingLearners(rows: [Example.findingLearner("x\(text)", text)], hasMore: false)
      someone.tell(.group(group.id, learners, tookSeconds: 0.1))
      check(someone.grid, "learners")
      someone.press(.character("i"))
      check(someone.grid, "details")
    }
  }

  @Test func `an escape sequence in a name is shown, not sent`() {
    let screen = Operator.atLearners([Example.learner("mallory", "\u{1B}[2J")]).screen
    #expect(screen.contains("␛[2J"))
  }

  @Test(arguments: texts) func `wrapping loses nothing and never exceeds the width`(text: String) {
    let short = String(text.prefix(200))
    for width in [3, 7, 40] {
      let lines = WrappedText(short, width: width, indent: 4).lines
      for line in lines { #expect(TextWidth.columns(of: line) <= width) }
    }
    let shown = VisibleText.shown(short)
    let joined = WrappedText(short, width: 60, indent: 0).lines.joined()
    let letters = { (text: String) in text.unicodeScalars.filter { $0 != " " } }
    #expect(letters(joined).elementsEqual(letters(shown)))
  }
}
