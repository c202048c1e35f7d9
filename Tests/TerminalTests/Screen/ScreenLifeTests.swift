import Foundation
import ProcessTestSupport
import TerminalTestSupport
import Testing

@Suite("A screen and its terminal", .ownThread)
struct ScreenLifeTests {
  @Test("Ctrl-Z gives the terminal to the shell, and fg takes it back at its new size")
  func stop() throws {
    let shell = try Subject.startInShell("--mouse", "events")
    try shell.waitFor("ready 80×24")
    try shell.send(KeyBytes.suspend)
    try shell.waitFor("the shell's screen") { screen in
      let written = screen.lines.filter { !$0.isEmpty }
      return !screen.isAlternate && screen.showsCursor && screen.text.contains("Stopped") && written.last == "prompt>"
    }
    #expect(shell.attributes.sendsSignals)
    #expect(shell.screen.modes.isDisjoint(with: [1000, 1006]))
    shell.resize(columns: 100, rows: 30)
    try shell.send("fg\r")
    try shell.waitFor("ready 100×30")
    try shell.waitFor("the event") { $0.text.contains(": size 100×30") }
    #expect(shell.screen.isAlternate)
    #expect(shell.screen.modes.isSuperset(of: [1000, 1006]))
    try shell.send("x")
    try shell.waitFor("key character(\"x\")")
    try shell.send("q")
    try shell.waitFor("the shell's screen again") { !$0.isAlternate }
    try shell.send("echo status $?\r")
    try shell.waitFor("status 0")
  }

  @Test("What was written over the screen is gone after Ctrl-L")
  func redraw() throws {
    let terminal = try Subject.start("events")
    try terminal.waitFor("ready")
    try terminal.overwrite("\u{1B}[1;1HSPOILED")
    try terminal.waitFor("SPOILED")
    try terminal.send("\u{C}")
    try terminal.waitFor("the screen as it was") { $0.lines[0] == "ready 80×24" && !$0.text.contains("SPOILED") }
  }

  @Test("A terminal that goes away ends the program", arguments: [false, true])
  func hangUp(ignoresSignal: Bool) throws {
    let script = (ignoresSignal ? "trap '' HUP; " : "") + "exec \"$0\" events"
    let terminal = try PseudoTerminal(executable: "/bin/sh", arguments: ["-c", script, Subject.path()])
    try terminal.waitFor("ready")
    terminal.hangUp()
    #expect(try terminal.waitForExit() == .exited(128 + SIGHUP))
  }

  @Test(
    "A crash restores the terminal whatever its type",
    arguments: ["xterm-256color", "tmux-256color", "linux", "vt100"]
  )
  func crash(type: String) throws {
    let terminal = try Subject.start("events", environment: ["TERM": type])
    try terminal.waitFor("ready")
    #expect(!terminal.attributes.echoes)
    terminal.signal(SIGSEGV)
    #expect(try terminal.waitForExit() == .signaled(SIGSEGV))
    #expect(terminal.attributes.isSane)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.showsCursor)
  }

  @Test("A copied text reaches the terminal in a sequence that it reads, and one too long is refused")
  func copy() throws {
    let terminal = try Subject.start("events")
    try terminal.waitFor("ready")
    try terminal.send("c")
    try terminal.waitFor("copied true")
    #expect(terminal.screen.commands.last == "52;c;Wm/Dqw==")
    try terminal.send("C")
    try terminal.waitFor("copied false")
    #expect(terminal.screen.commands.last == "52;c;Wm/Dqw==")
    let linux = try Subject.start("events", environment: ["TERM": "linux"])
    try linux.waitFor("ready")
    try linux.send("c")
    try linux.waitFor("copied false")
  }

  @Test("A terminal that reorders letters is asked not to, until the screen is left", arguments: [SIGTERM, SIGSEGV])
  func letterOrder(signal: Int32) throws {
    let terminal = try Subject.start("events")
    try terminal.waitFor("ready")
    #expect(terminal.rawText.contains("\u{1B}[8l"))
    terminal.signal(signal)
    try terminal.waitForExit()
    #expect(terminal.rawText.components(separatedBy: "\u{1B}[8l").last?.contains("\u{1B}[8h") == true)
    let linux = try Subject.start("events", environment: ["TERM": "linux"])
    try linux.waitFor("ready")
    #expect(!linux.rawText.contains("\u{1B}[8"))
  }
}
