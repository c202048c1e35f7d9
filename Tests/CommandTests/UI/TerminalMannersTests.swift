import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The program and its terminal` {
  @Test func `Ctrl-Z gives the terminal to the shell, and fg brings the screen back at the new size`() throws {
    let repository = try Repository.withSample()
    let shell = try PseudoTerminal(
      executable: "/bin/bash",
      arguments: ["--norc", "--noprofile", "-i"],
      environment: ["PS1": "prompt> ", "HISTFILE": "/dev/null", "HOME": repository.path],
      workingDirectory: repository.path
    )
    try shell.waitFor("prompt>")
    try shell.send("'\(Command.path())'\r")
    try shell.waitFor("Paid Courses")
    try shell.send(KeyBytes.suspend)
    try shell.waitFor("the shell's screen") { !$0.isAlternate && $0.showsCursor && $0.promptsAfter("Stopped") }
    shell.resize(columns: 120, rows: 40)
    // Parted, so that what is typed is not taken for what is answered.
    try shell.send("echo al''ive\r")
    try shell.waitFor("the shell's answer") { $0.promptsAfter("alive") }
    try shell.send("fg\r")
    try shell.waitFor("the rows and the footer") {
      $0.lines.last?.contains("q quit") == true && $0.rows("Paid Courses") == 1
    }
    #expect(shell.screen.isAlternate)
    try shell.send("q")
    try shell.waitFor("the shell's screen again") { !$0.isAlternate }
    try shell.send("echo status $?\r")
    try shell.waitFor("status 0")
  }

  @Test(arguments: [false, true])
  func `a terminal that goes away ends it, also where SIGHUP is ignored`(ignoresSignal: Bool) throws {
    let repository = try Repository.withSample()
    let terminal = try PseudoTerminal(
      executable: "/bin/sh",
      arguments: ["-c", (ignoresSignal ? "trap '' HUP; " : "") + "exec \"$0\"", Command.path()],
      environment: ["HOME": repository.path],
      workingDirectory: repository.path
    )
    try terminal.waitFor("Paid Courses")
    terminal.hangUp()
    #expect(try terminal.waitForExit() == .exited(128 + SIGHUP))
  }

  @Test(arguments: [(["--ascii"], [:]), ([], ["LANG": "C", "LC_ALL": "C"])] as [([String], [String: String])])
  func `in ASCII names are still told, and no byte is anything else`(
    arguments: [String],
    environment: [String: String]
  ) throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(
      arguments: arguments,
      in: repository.path,
      environment: environment,
      columns: 90
    )
    try terminal.waitFor("Paid Courses")
    try terminal.send(":program bread" + KeyBytes.enter)
    try terminal.waitFor("names without their accents") { $0.rows("thuy.n            Nguyen Thi Thuy Duong") == 1 }
    #expect(terminal.screen.rows("ouyang            <U+6B27,9633,81F4,8FDC>") == 1)
    // The columns beside the names stand in line.
    let rows = terminal.screen.lines.filter { $0.hasSuffix("      0         0") }
    #expect(rows.count > 5)
    #expect(Set(rows.map(\.count)).count == 1)
    #expect(terminal.rawOutput.allSatisfy { $0 < 0x80 })
    // A file has the names as they are.
    try terminal.send(":export csv names.csv" + KeyBytes.enter)
    try terminal.waitFor("Wrote 21 rows to")
    #expect(try String(contentsOfFile: repository.folder.file("names.csv"), encoding: .utf8).contains("Thị Thùy"))
  }

  @Test(arguments: ["xterm-256color", "screen-256color", "tmux-256color", "xterm", "linux", "vt100"])
  func `every usual terminal shows it and is left as it was`(type: String) throws {
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, environment: ["TERM": type])
    try terminal.waitFor("Paid Courses")
    try terminal.send(KeyBytes.enter)
    try terminal.waitFor("ainis")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.attributes.isSane)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.showsCursor)
    #expect(terminal.screen.strayControls.isEmpty)
  }
}

extension ScreenEmulator {
  /// Whether the last row that is not empty is a prompt, below a row with the text.
  fileprivate func promptsAfter(_ text: String) -> Bool {
    let written = lines.filter { !$0.isEmpty }
    return written.last == "prompt>" && written.contains { $0.contains(text) }
  }
}
