import Foundation
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

  func open() throws {
    var times = Timings("open the largest program", goal: "none")
    let start = ContinuousClock.now
    try terminal.send(KeyBytes.enter)
    times.add(start, try terminal.waitFor("the learners") { $0.text.contains("Learner  ") && cursor($0) != nil })
    times.print()
    try terminal.waitFor("the end of reading") { !$0.text.contains("…") }
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
