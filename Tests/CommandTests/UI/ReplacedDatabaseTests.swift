import Foundation
import GRDB
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Databases that are replaced under open screens` {
  /// The program's open files.
  private func descriptors(_ process: pid_t) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }

  @Test func `are shown, and leave no descriptor behind`() async throws {
    let folder = try Fixtures.harbour()
    let terminal = try Command.onTerminal(
      arguments: ["--deployment", folder.path, "--read-only"],
      in: folder.path,
      environment: ["LEARNER_RECORDS_UI_REFRESH": "0.1"],
      columns: 120
    )
    func replace(_ number: Int) throws {
      for name in ["lms.sqlite", "credentials.sqlite"] {
        try folder.copy(folder.file(name), as: "next")
        if name == "credentials.sqlite" {
          let queue = try DatabaseQueue(path: folder.file("next"))
          try queue.write { try $0.execute(sql: "UPDATE catalog_program SET title = 'Pilotage \(number).'") }
          try queue.close()
        }
        try #require(rename(folder.file("next"), folder.file(name)) == 0)
      }
      try terminal.waitFor("Pilotage \(number).")
    }
    // The first one also opens what stays open.
    try replace(0)
    let before = try descriptors(terminal.processID)
    for number in 1...100 { try replace(number) }
    // Nothing tells that a read has closed its files.
    let limit = ContinuousClock.now + PseudoTerminal.patience
    while try descriptors(terminal.processID) > before, ContinuousClock.now < limit {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try descriptors(terminal.processID) <= before)
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `are not written into, nor is the old one, and the screen says what to do`() throws {
    let folder = try Fixtures.harbour()
    let terminal = try Command.onTerminal(arguments: ["--deployment", folder.path], in: folder.path, columns: 120)
    try terminal.send("3")
    try terminal.waitFor("for work, dispatched on commit")
    let name = "lms.sqlite"
    try folder.copy(folder.file(name), as: "next")
    try #require(rename(folder.file("next"), folder.file(name)) == 0)
    try terminal.send("P")
    try terminal.waitFor("Enter pauses")
    try terminal.send("\r")
    try terminal.waitFor("another file was put in its place")
    try terminal.send("\u{1B}")
    try terminal.waitFor("the closed dialog") { screen in !screen.lines.contains { $0.contains("Esc closes") } }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
