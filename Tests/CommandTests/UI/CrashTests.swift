import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `A crash` {
  @Test(arguments: [SIGILL, SIGSEGV, SIGABRT])
  func `gives the terminal back, and then says what, where and how to report it, in a few lines`(number: Int32) throws {
    let folder = try Fixtures.harbour()
    let terminal = try Command.onTerminal("--deployment", folder.path, "--read-only", in: folder.path, columns: 120)
    try terminal.waitFor("Harbour Pilotage")
    terminal.signal(number)
    #expect(try terminal.waitForExit() == .signaled(number))
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.attributes.isSane)
    let text = terminal.rawText
    let report = text[(text.range(of: "learner-records", options: .backwards)?.lowerBound ?? text.startIndex)...]
    #expect(text.contains(" crashed: SIG"), "\(report)")
    let lines = terminal.screen.lines.filter { !$0.allSatisfy { $0 == " " } }
    #expect(lines.contains { $0.contains("crashed: SIG") })
    #expect(lines.contains { $0.hasPrefix("  learner-records+0x") }, "\(lines)")
    #expect(lines.count < 30, "\(lines)")
  }
}
