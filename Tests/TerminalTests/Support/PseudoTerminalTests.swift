import Glibc
import ProcessTestSupport
import TerminalTestSupport
import Testing

@Suite("Pseudo terminal", .ownThread)
struct PseudoTerminalTests {
  private func shell(_ script: String, columns: Int = 40, rows: Int = 5) throws -> PseudoTerminal {
    try PseudoTerminal(executable: "/bin/sh", arguments: ["-c", script], columns: columns, rows: rows)
  }

  @Test("A program's output is on the screen, and its status is known")
  func output() throws {
    let terminal = try shell("printf 'a\\033[2;3Hb'; exit 7")
    #expect(try terminal.waitForExit() == .exited(7))
    #expect(terminal.screen.lines.prefix(2) == ["a", "  b"])
    #expect(terminal.rawText == "a\u{1B}[2;3Hb")
  }

  @Test("The program has a controlling terminal of the size asked for")
  func size() throws {
    let terminal = try shell("stty size < /dev/tty", columns: 47, rows: 11)
    try terminal.waitForExit()
    #expect(terminal.screen.lines[0] == "11 47")
  }

  @Test("What is typed reaches the program")
  func typing() throws {
    let terminal = try shell("read name; echo \"hello $name\"")
    try terminal.send("Zoë" + KeyBytes.enter)
    try terminal.waitFor("hello Zoë")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("A resize reaches the program as a signal")
  func resize() throws {
    let terminal = try shell("trap 'stty size; exit' WINCH; echo ready; while :; do read x; done")
    try terminal.waitFor("ready")
    terminal.resize(columns: 50, rows: 6)
    try terminal.waitFor("6 50")
  }

  @Test("Ctrl-C and signals end the program")
  func signals() throws {
    let interrupted = try shell("echo ready; exec cat")
    try interrupted.waitFor("ready")
    try interrupted.send(KeyBytes.interrupt)
    #expect(try interrupted.waitForExit() == .signaled(SIGINT))
    let terminated = try shell("echo ready; exec cat")
    try terminated.waitFor("ready")
    terminated.signal(SIGTERM)
    #expect(try terminated.waitForExit() == .signaled(SIGTERM))
  }

  @Test("The modes that a program leaves behind can be seen after its end")
  func attributes() throws {
    let careless = try shell("stty -echo -icanon")
    #expect(careless.attributes.sendsSignals)
    try careless.waitForExit()
    #expect(!careless.attributes.echoes)
    #expect(!careless.attributes.isSane)
    let careful = try shell("stty -echo; stty echo")
    try careful.waitForExit()
    #expect(careful.attributes.isSane)
  }

  @Test("A wait that fails says what was on the screen")
  func failure() throws {
    let ended = try shell("echo something else")
    let afterEnd = #expect(throws: PseudoTerminalFailure.self) { try ended.waitFor("Learners") }
    #expect(afterEnd?.description.contains("│something else") == true)
    let silent = try shell("exec cat")
    #expect(throws: PseudoTerminalFailure.self) { try silent.waitFor("x", within: .milliseconds(1)) }
  }

  @Test("The program starts in the folder asked for, with the environment asked for")
  func environment() throws {
    let terminal = try PseudoTerminal(
      executable: "/bin/sh",
      arguments: ["-c", "pwd; echo $TERM $NO_COLOR"],
      environment: ["NO_COLOR": "1"],
      workingDirectory: "/usr"
    )
    try terminal.waitForExit()
    #expect(terminal.screen.lines.prefix(2) == ["/usr", "xterm-256color 1"])
  }

  @Test("More output than the terminal holds at once is read to the end")
  func muchOutput() throws {
    let terminal = try shell("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done")
    try terminal.waitForExit()
    #expect(terminal.screen.lines[3] == "line 19999")
  }

  @Test("Closing ends the program")
  func close() throws {
    let terminal = try shell("exec cat")
    let process = terminal.processID
    terminal.close()
    #expect(kill(process, 0) == -1)
  }
}
