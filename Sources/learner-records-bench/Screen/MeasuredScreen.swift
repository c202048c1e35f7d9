import Foundation
import LearnerRecords
import TerminalTestSupport

/// The terminal UI on a pseudo terminal, with a clock beside it.
struct MeasuredScreen {
  let terminal: PseudoTerminal

  init(folder: String, columns: Int, rows: Int) throws {
    terminal = try PseudoTerminal(
      executable: try ReadCommand.program(),
      arguments: ["--deployment", folder, "--read-only"],
      columns: columns,
      rows: rows
    )
  }

  /// Presses a key and waits until the row under the cursor is another, or the rows have moved under it.
  @discardableResult
  func key(_ key: String, _ what: String) throws -> (start: ContinuousClock.Instant, end: ContinuousClock.Instant) {
    let before = (cursor(terminal.screen), terminal.screen.text)
    let start = ContinuousClock.now
    try terminal.send(key)
    return (start, try terminal.waitFor("\(what): another row under the cursor") { (cursor($0), $0.text) != before })
  }

  /// Opens a program, so many rows under the first one, and adds how long it takes until its first learner is shown.
  func open(_ place: Int, first: String, _ times: inout Timings) throws {
    for _ in 0..<place { try key("j", "move in the programs") }
    let start = ContinuousClock.now
    try terminal.send(KeyBytes.enter)
    times.add(start, try terminal.waitFor("the first learner") { cursor($0)?.contains(first) == true })
  }

  /// Waits until all of a list is there whose first learners are shown.
  func readAll() throws {
    let start = ContinuousClock.now
    try terminal.waitFor("reading goes on") { $0.text.contains("Esc stops") }
    let end = try terminal.waitFor("the end of reading") { !$0.text.contains("Esc stops") }
    report("all of its learners", start.duration(to: end).inSeconds * 1000, "ms later")
  }

  /// Opens a program and goes down at once, page by page, as fast as a key repeats that is held.
  func hurry(_ place: Int, first: String, pages: Int) throws {
    var opening = Timings("", goal: "")
    try open(place, first: first, &opening)
    var times = Timings("page while all are being read", goal: "100 ms")
    for _ in 0..<pages {
      Thread.sleep(forTimeInterval: 0.04)
      terminal.collect()
      let (start, end) = try key(KeyBytes.pageDown, "page")
      times.add(start, end)
    }
    times.print()
  }

  func moves(_ count: Int) throws {
    var times = Timings("move by a row", goal: "5 ms")
    let before = terminal.rawOutput.count
    for _ in 0..<count {
      let (start, end) = try key("j", "move")
      times.add(start, end)
    }
    times.print()
    report("bytes written a moved row", Double(terminal.rawOutput.count - before) / Double(count), "bytes")
  }

  func pages(_ count: Int) throws {
    var times = Timings("page", goal: "8 ms")
    for _ in 0..<count {
      let (start, end) = try key(KeyBytes.pageDown, "page")
      times.add(start, end)
    }
    times.print()
  }

  /// Types names into the search over all learners. The index says how many there must be at each letter, so that an
  /// answer to an earlier letter is not taken for this one's.
  func searches(_ index: LearnerIndex) throws {
    var times = Timings("search over \(index.count) learners, a key", goal: "20 ms")
    try terminal.send(KeyBytes.escape)
    try terminal.waitFor("the programs") { $0.text.contains("Backfill") && !$0.text.contains("› ") }
    let start = ContinuousClock.now
    try terminal.send("p")
    let ready = try terminal.waitFor("all learners") { $0.text.contains("of \(index.count) learners") }
    report("search over all learners, ready after", start.duration(to: ready).inSeconds * 1000, "ms")
    for name in ["maria.ol", "ado hol", "adoadohol_17", "zoe", "12"] {
      var typed = ""
      var before = index.count
      for letter in name {
        typed.append(letter)
        let expected = index.search(typed, limit: 1).total
        let start = ContinuousClock.now
        try terminal.send(String(letter))
        guard expected != before else {
          try terminal.waitFor("learner: \(typed)▏")
          continue
        }
        before = expected
        let word = expected == 1 ? "1 learner" : "\(expected) learners"
        let line = "learner: \(typed)▏"
        times.add(
          start,
          try terminal.waitFor("\(line) with \(word)") { screen in
            screen.lines.contains { $0.contains(line) && ($0.hasSuffix(" \(word)") || $0.hasSuffix("of \(word)")) }
          }
        )
      }
      try terminal.send("\u{15}")
      try terminal.waitFor("all learners again") { $0.text.contains("of \(index.count) learners") }
    }
    times.print()
  }

  /// Waits until all programs are counted, which a deployment that is opened for reading only does at each start.
  func count(_ programs: Int, since start: ContinuousClock.Instant) throws {
    let counted = try terminal.waitFor("all counts") { $0.text.contains("\(programs) programs, ") }
    report("all counts, after a start", start.duration(to: counted).inSeconds * 1000, "ms")
  }

  /// What the process takes while nobody touches it.
  func rest(seconds: Int) throws {
    let before = try processorSeconds()
    terminal.collect()
    let written = terminal.rawOutput.count
    Thread.sleep(forTimeInterval: Double(seconds))
    let used = try processorSeconds() - before
    report("processor at rest", used / Double(seconds) * 100, "% of one core over \(seconds) s (goal: 1 at most)")
    terminal.collect()
    report("bytes written at rest", Double(terminal.rawOutput.count - written), "bytes")
    let memory = try ProcessMemory.of(terminal.processID)
    report("memory", memory.resident, "MB, peak \((memory.peak * 10).rounded() / 10) (goal: 100 at most)")
  }

  func quit() throws {
    // A line in which something is typed is left first.
    try terminal.send("\r")
    try terminal.send("q")
    guard try terminal.waitForExit() == .exited(0) else { throw BenchError("The terminal UI did not end well.") }
  }

  /// The text of the reversed row under the header.
  private func cursor(_ screen: ScreenEmulator) -> String? {
    (2..<screen.rows - 1).first { screen[2, $0]?.rendition.split(separator: ";").contains("7") == true }.map {
      screen.lines[$0]
    }
  }

  private func processorSeconds() throws -> Double {
    let path = "/proc/\(terminal.processID)/stat"
    let fields = try String(contentsOfFile: path, encoding: .utf8).split(separator: ")").last?.split(separator: " ")
    guard let fields, fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw BenchError("\(path) does not tell the processor's time.")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
