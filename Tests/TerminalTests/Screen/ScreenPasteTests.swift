import Glibc
import ProcessTestSupport
import TerminalTestSupport
import Testing

@Suite("Pasting on a terminal", .ownThread)
struct ScreenPasteTests {
  private static let pasteMode = 2004

  @Test(
    "A pasted text arrives as one event, through the terminal's own description of its keys",
    arguments: ["xterm-256color", "tmux-256color", "screen-256color"]
  )
  func arrives(type: String) throws {
    let terminal = try Subject.start("events", environment: ["TERM": type])
    try terminal.waitFor("ready")
    #expect(terminal.screen.modes.contains(Self.pasteMode))
    try terminal.send("\u{1B}[200~by\u{1B}[A\r\u{1B}[201~x")
    try terminal.waitFor("2: key character(\"x\")")
    #expect(terminal.screen.lines.contains { $0.hasPrefix("1: pasted \"by") })
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!terminal.screen.modes.contains(Self.pasteMode))
  }

  @Test("It is asked for only where sequences are read to their end", arguments: ["vt100", "linux"])
  func leftAlone(type: String) throws {
    let terminal = try Subject.start("events", environment: ["TERM": type])
    try terminal.waitFor("ready")
    #expect(!terminal.screen.modes.contains(Self.pasteMode))
  }

  @Test("A crash and every other end give it back", arguments: [SIGSEGV, SIGABRT, SIGTERM, SIGHUP, SIGINT])
  func end(signal: Int32) throws {
    let terminal = try Subject.start("events")
    try terminal.waitFor("ready")
    #expect(terminal.screen.modes.contains(Self.pasteMode))
    terminal.signal(signal)
    try terminal.waitForExit()
    #expect(!terminal.screen.modes.contains(Self.pasteMode))
  }
}
