import Foundation
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

/// The table of keys as `learner-records keys` prints it, pressed one by one in a real terminal.
@Suite(.ownThread) struct `Every key on a terminal` {
  /// A row of the table: the key's name on the screen, and its command.
  struct Entry {
    let name: String
    let command: String
  }

  static func table() throws -> [Entry] {
    let folder = try TemporaryFolder()
    let result = try Command.run("keys", in: folder.path)
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count >= 3 ? Entry(name: parts[0], command: parts[1]) : nil
    }
  }

  /// What is typed for a key, what shows that it was understood, and how to come back.
  private static func bytes(_ name: String) -> String? {
    switch name {
    case "Enter": KeyBytes.enter
    case "Esc": KeyBytes.escape
    case "Space": " "
    case "↑": KeyBytes.up
    case "↓": KeyBytes.down
    case "PgUp": KeyBytes.pageUp
    case "PgDn": KeyBytes.pageDown
    case "Tab": KeyBytes.tab
    case "S-Tab": KeyBytes.backTab
    case _ where name.hasPrefix("Ctrl-"):
      name.last.flatMap { $0.lowercased().utf8.first }.map { String(UnicodeScalar($0 & 0x1F)) }
    case _ where name.count == 1: name
    default: nil
    }
  }

  /// What must be on the screen after a key, for the keys that change more than the cursor.
  private static func sign(_ command: String) -> String? {
    switch command {
    case "open": "─ Why ─"
    case "search": "/▏"
    case "mark": "(1 marked)"
    case "backfill": "course certificate"
    case "drift": "only rows with drift"
    case "finding": "Only rows with"
    case "commands": ":▏"
    case "help": "type to search"
    case "people": "DanaK"
    case "sort": "Sort by"
    case "range": "(range of 1)"
    case "mark-all": "(4 marked)"
    case "mark-alike": "(3 marked)"
    case "invert-marks": "(4 marked)"
    case "records": "[1 Records]"
    case "findings", "next-area": "[2 Findings]"
    case "engine", "previous-area": "[3 Engine]"
    case "info": "nothing under way"
    case "section", "next-section": "▸ Log"
    case "pause": "Pause the queue"
    case "retry": "Only dead tasks"
    case "retry-all": "No task is dead"
    case "level": "Log: warnings and errors"
    case "race": "the race, replayed"
    case "export": ":export csv record-paid_learner-paid-courses.csv▏"
    case "history": "What happened"
    case "report": "clipboard: a report"
    case "watch": "─ Engine ─"
    case "next-match", "previous-match": "Nothing is searched for"
    case "copy": "clipboard: course-v1:"
    case "copy-command": "clipboard: learner-records --backfill"
    default: nil
    }
  }

  private static func isOfEngine(_ command: String) -> Bool {
    ["info", "section", "next-section", "pause", "retry", "retry-all", "level", "race"].contains(command)
  }

  @Test func `does something, and none ends the program but the one that should`() throws {
    let entries = try Self.table()
    #expect(entries.count > 20)
    let repository = try Repository.withSample()
    let terminal = try Command.onTerminal(in: repository.path, columns: 160)
    try terminal.waitFor("Paid Courses")
    try terminal.send(":program Paid Courses" + KeyBytes.enter)
    try terminal.waitFor("paid_learner_2")
    try terminal.send(":learner paid_learner" + KeyBytes.enter)
    try terminal.waitFor("Paid Course 1")
    for entry in entries where !entry.name.hasPrefix(":") || entry.name == ":" {
      guard !["quit", "back"].contains(entry.command) else { continue }
      let bytes = try #require(Self.bytes(entry.name), "how is \(entry.name) typed?")
      if Self.isOfEngine(entry.command) {
        try terminal.send("3")
        try terminal.waitFor("[3 Engine]")
      }
      try terminal.send(bytes)
      if let sign = Self.sign(entry.command) { try terminal.waitFor(sign) }
      // Back to a screen without dialog, line, mark or limit: `:` and its Escape prove that the key before was taken in.
      try terminal.send(undo(entry.command))
      try terminal.send(":proof")
      try terminal.waitFor(":proof▏")
      try terminal.send(KeyBytes.escape)
      try terminal.waitFor("the record") { $0.rows(":proof▏") == 0 && $0.rows("Paid Courses › paid_learner") == 1 }
    }
    try terminal.send(KeyBytes.escape)
    try terminal.waitFor("paid_learner_2")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  /// What brings the screen back to where it was before a key.
  private func undo(_ command: String) -> String {
    switch command {
    case "open", "search", "backfill", "finding", "commands", "help", "export": KeyBytes.escape
    case "sort": KeyBytes.escape
    case "people": KeyBytes.escape + KeyBytes.escape
    case "range": KeyBytes.escape
    case "mark", "mark-all", "mark-alike", "invert-marks": "u"
    case "drift": "d"
    case "findings", "engine", "next-area", "previous-area": "1"
    case "history": KeyBytes.escape
    case "watch": "w"
    case "pause", "race": KeyBytes.escape + "1"
    case "section", "next-section", "level": "[" + "1"
    case "info", "retry", "retry-all": "1"
    default: ""
    }
  }
}
