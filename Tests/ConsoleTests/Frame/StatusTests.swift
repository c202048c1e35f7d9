import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `Statuses are told by words and marks, not by colour alone` {
  @Test func `every status of the page has a word and a mark of its own`() {
    let words = ["Earned", "Not Earned", "Partially Completed"]
    let badges = words.map { RecordView.badge($0) }
    for (word, badge) in zip(words, badges) { #expect(badge.text.hasSuffix(" \(word)")) }
    #expect(Set(badges.map { $0.text.prefix(1) }).count == 3)
    #expect(RecordView.badge("Completed").text == "✓ Completed")
  }

  @Test(arguments: [40, 80, 200])
  func `the age of a site's copy is told at the top on every width`(columns: Int) {
    var someone = Operator.atLearners(columns: columns)
    var snapshot = EngineSnapshot()
    snapshot.copyAge = "copy of 2 days ago"
    someone.tell(.engine(snapshot))
    #expect(someone.lines[0].contains("copy of 2 days ago"), "\(someone.lines[0])")
    #expect(!Operator.atLearners(columns: columns).lines[0].contains("copy"))
  }

  @Test func `every kind of finding has a mark of its own`() {
    let kinds: [Finding.Kind] = [.drift, .blocker, .explanation]
    #expect(Set(kinds.map { Theme.mark($0).mark }).count == 3)
  }

  @Test func `a record says the same without its colours`() {
    let lines = Operator.atRecord().lines
    #expect(lines.count { $0.contains("✗ Not Earned") } == 3)
    #expect(lines.count { $0.contains("✓ Earned") } == 2, "the header and the fourth course")
    #expect(lines.count { $0.contains("! award-lost") } == 4, "three rows and the pane")
  }

  @Test func `a missing grade is called missing, not zero`() {
    for columns in [80, 120, 200] {
      let someone = Operator.atRecord(Example.page(lost: [], isGradeMissing: true), columns: columns)
      let rows = someone.lines.filter { $0.contains("Paid Course ") }
      #expect(rows.count == 4)
      for row in rows {
        #expect(row.contains(" missing "), "\(row)")
        #expect(row.contains("! grade-missing"), "\(row)")
        #expect(!row.contains("0%"), "\(row)")
      }
    }
  }

  @Test func `the cursor and marks are seen without colours`() throws {
    var someone = Operator.atLearners()
    someone.press(.character(" "))
    let grid = someone.grid
    #expect(grid[0, 5]?.text == "●")
    #expect(grid[0, 6]?.style.reverse == true)
  }

  @Test func `a list without rows says why in whole on every width, and a record where it is in the learner's list`() {
    let lines = Operator.atLearners([], columns: 40, rows: 12).lines
    #expect(
      lines[4...5].map { $0.dropFirst(2) }.joined(separator: " ").hasPrefix(
        "no learner has a certificate or credential"
      )
    )
    for columns in [40, 44, 80] {
      let record = Operator.atRecord(Example.page(listWord: "Partially Completed"), columns: columns)
      #expect(record.lines[5].hasSuffix("Partially Completed"), "\(columns)")
    }
  }

  @Test func `the engine says in words that it is paused, stopped or not running`() {
    var queue = QueueStatus()
    queue.pauseReason = "401"
    let states: [(EngineSnapshot, String)] = [
      (EngineSnapshot(queue: queue), "paused"), (EngineSnapshot(queue: QueueStatus(), failure: "disk full"), "stopped"),
      (EngineSnapshot(), "not running"), (EngineSnapshot(queue: QueueStatus()), "on commit"),
    ]
    for (snapshot, word) in states {
      for columns in [80, 120] {
        var someone = Operator.atPrograms(columns: columns)
        someone.tell(.engine(snapshot))
        #expect(someone.screen.lowercased().contains(word), "\(word), \(columns) columns")
      }
    }
  }

  @Test func `a notice that is too long for its line is read in whole, until the next key`() {
    for (columns, rows) in [(40, 10), (40, 12), (80, 24), (200, 50)] {
      var someone = Operator.atGroups([Example.group(.programUnlisted)], columns: columns, rows: rows)
      let before = someone.lines
      someone.type("b")
      let words = someone.lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
      let whole = "No backfill repairs program-unlisted. \(Finding.programUnlisted.remedy)"
      #expect(words.contains(whole), "\(columns)×\(rows)\n\(someone.screen)")
      #expect(someone.lines.last == before.last)
      someone.press(.up)
      #expect(someone.lines == before)
      // A click on it drops it, too; what fits into the line lies over nothing.
      guard columns < 200 else { continue }
      someone.type("b")
      someone.tell(.mouse(MouseEvent(.click, column: 3, row: rows - 2)))
      #expect(someone.lines == before)
    }
  }

  @Test func `the header says which deployment is open, and read-only stays in sight on every width`() {
    for columns in [40, 60, 80, 120] {
      let lines = Operator.atPrograms(columns: columns, readOnly: true).lines
      #expect(lines[0].contains("[read-only]"), "\(columns)")
      #expect(lines[0].contains(".sample"), "\(columns)")
      #expect(lines[1].hasPrefix(" Nothing is posted"))
    }
    #expect(Operator.atPrograms().lines[1].hasSuffix("nothing leaves this machine"))
  }
}
