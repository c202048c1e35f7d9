import CertificateSync
import Terminal
import Testing

@testable import Console

@Suite struct `The race, replayed` {
  @Test func `it is run once, and again with r`() {
    var someone = Operator.atEngine()
    someone.press(.character("t"))
    #expect(someone.screen.contains("running the defect and the fix …"))
    someone.tell(.race(Example.race))
    someone.press(.escape, .character("t"))
    #expect(someone.asked == ["race"])
    #expect(someone.model.screenID == .race)
    someone.press(.character("r"))
    #expect(someone.askedToDo == ["race", "race"])
  }

  @Test func `arrows go step by step, and the verdicts come at the end`() {
    var someone = Operator.atRace(columns: 120, rows: 40)
    #expect(someone.screen.contains("step 1 of 8"))
    #expect(!someone.screen.contains("saves the certificate"))
    someone.press(.down)
    #expect(someone.screen.contains("saves the certificate"))
    someone.press(.up, .up)
    #expect(someone.screen.contains("step 1 of 8"))
    for _ in 0..<6 { someone.press(.down) }
    #expect(!someone.screen.contains("✗ lost"))
    someone.press(.enter)
    #expect(someone.screen.contains("✗ lost: the LMS says downloadable"))
    #expect(someone.screen.contains("✓ posted: "))
    someone.press(.down, .character("g"))
    #expect(someone.screen.contains("step 1 of 8"))
    someone.press(.character("G"))
    #expect(someone.screen.contains("the end"))
  }

  @Test func `brackets lead to the other harms, which begin anew, and stop at the ends`() {
    var someone = Operator.atRace()
    someone.press(.down, .character("]"))
    #expect(someone.screen.contains("stale read (2 of 4), step 1 of 8"))
    for _ in 0..<9 { someone.press(.character("]")) }
    #expect(someone.screen.contains("program award (4 of 4)"))
    for _ in 0..<9 { someone.press(.character("[")) }
    #expect(someone.screen.contains("lost award (1 of 4)"))
  }

  @Test func `it says that nothing of the open deployment is touched, and keys of lists do nothing there`() {
    var someone = Operator.atRace()
    #expect(someone.screen.contains("Only scratch databases are touched, nothing of the open deployment"))
    someone.press(.character(" "), .character("u"), .character("/"), .character("R"), .character("E"), .character("L"))
    #expect(someone.asked.isEmpty)
    #expect(!someone.model.isSearching)
    #expect(someone.model.dialog == nil)
    #expect(someone.model.engineState.threshold == .all)
  }

  @Test func `the footer says how to step, and nothing that does nothing there`() {
    let footer = Operator.atRace(columns: 120, rows: 40).lines[39]
    for text in ["Enter next step", "↑ step back", "] next case", "[ case before", "Esc back", "? help", "q quit"] {
      #expect(footer.contains(text), "\(text): \(footer)")
    }
    for text in ["search", "mark", "retry", "pause", "race"] { #expect(!footer.contains(text), "\(text): \(footer)") }
    #expect(Operator.atRace(columns: 40, rows: 12).lines[11].contains("Enter next step"))
  }

  @Test func `a failure is said, and Esc leads back`() {
    var someone = Operator.atEngine()
    someone.press(.character("t"))
    someone.tell(.failed("no room on the disk", of: .replayRace))
    #expect(someone.screen.contains("no room on the disk"))
    someone.press(.escape)
    #expect(someone.screen.contains("not run; r runs it"))
    someone.press(.escape)
    #expect(someone.model.screenID == .engine)
  }
}
