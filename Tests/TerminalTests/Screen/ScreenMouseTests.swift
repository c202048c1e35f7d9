import Glibc
import ProcessTestSupport
import TerminalTestSupport
import Testing

@Suite("Mouse on a terminal", .ownThread)
struct ScreenMouseTests {
  private static let mouseModes: Set<Int> = [1000, 1006]

  @Test(
    "Clicks and the wheel arrive from every terminal that has a mouse, also far to the right",
    arguments: ["xterm-256color", "screen-256color", "tmux-256color", "xterm", "screen", "linux"]
  )
  func arrive(type: String) throws {
    let terminal = try Subject.start("--mouse", "events", environment: ["TERM": type], columns: 300)
    try terminal.waitFor("ready")
    #expect(terminal.screen.modes.isSuperset(of: Self.mouseModes))
    #expect(terminal.screen.modes.isDisjoint(with: [1002, 1003]))
    try terminal.send("\u{1B}[<0;5;3M\u{1B}[<0;5;3m\u{1B}[<64;280;2M\u{1B}[<65;280;2M\u{1B}[<2;1;1M")
    try terminal.waitFor("4: mouse secondaryClick 0,0")
    for line in ["1: mouse click 4,2", "2: mouse wheelUp 279,1", "3: mouse wheelDown 279,1"] {
      #expect(terminal.screen.lines.contains(line))
    }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.modes.isDisjoint(with: Self.mouseModes))
  }

  @Test("Shift, drags and releases stay the terminal's, and keys between clicks arrive")
  func left() throws {
    let terminal = try Subject.start("--mouse", "events")
    try terminal.waitFor("ready")
    try terminal.send("\u{1B}[<4;5;3M\u{1B}[<32;6;3M\u{1B}[<0;6;3mx\u{1B}[<0;5;3M\u{1B}[<0;5;3M")
    try terminal.waitFor("3: mouse click 4,2")
    #expect(terminal.screen.lines.contains("1: key character(\"x\")"))
    #expect(terminal.screen.lines.contains("2: mouse click 4,2"))
  }

  @Test("The mouse is left alone unless asked for, and where there is none")
  func off() throws {
    let vt100 = try Subject.start("--mouse", "events", environment: ["TERM": "vt100"])
    try vt100.waitFor("ready")
    #expect(vt100.screen.modes.isDisjoint(with: Self.mouseModes))
    let terminal = try Subject.start("events")
    try terminal.waitFor("ready")
    #expect(terminal.screen.modes.isDisjoint(with: Self.mouseModes))
    // A terminal that reports all the same, since another program left it so, types nothing.
    try terminal.send("\u{1B}[<0;5;3Mx")
    try terminal.waitFor("1: key character(\"x\")")
  }

  @Test("A crash and every other end give the mouse back", arguments: [SIGSEGV, SIGABRT, SIGTERM, SIGHUP, SIGINT])
  func end(signal: Int32) throws {
    let terminal = try Subject.start("--mouse", "events")
    try terminal.waitFor("ready")
    #expect(terminal.screen.modes.isSuperset(of: Self.mouseModes))
    terminal.signal(signal)
    try terminal.waitForExit()
    #expect(terminal.screen.modes.isDisjoint(with: Self.mouseModes))
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.attributes.isSane)
  }
}
