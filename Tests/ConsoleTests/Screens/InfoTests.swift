import OpenEdX
import Terminal
import Testing

@testable import Console
@testable import LearnerRecords

@Suite struct `What i tells` {
  private func text(_ someone: Operator) -> String {
    someone.model.dialogText?.lines.map(\.text).joined(separator: "\n") ?? ""
  }

  private let description = LearnerPrograms(
    person: Example.person("paid_learner", "Oluwaseun"),
    entries: [
      LearnerPrograms.Entry(
        program: Example.gardening,
        title: "Quantum Gardening",
        listWord: nil,
        summary: Example.summary("paid_learner", "Oluwaseun")
      ),
      LearnerPrograms.Entry(
        program: Example.paidCourses,
        title: "Paid Courses",
        listWord: "Partially Completed",
        summary: Example.summary("paid_learner", "Oluwaseun", earned: 1, drift: 3)
      ),
    ]
  )

  @Test func `of a program is its identity, status, school, runs and counts`() {
    var someone = Operator.atPrograms(columns: 120, rows: 40)
    someone.press(.character("i"))
    let told = text(someone)
    for part in [
      "Paid Courses", Example.paidCourses.dashed, "MicroMasters, status active", "Helix Institute",
      "4 courses, 5 course runs of HelixTech", "21 learners, 84 rows: 14 with drift, 11 that a backfill repairs",
    ] {
      #expect(told.contains(part), "\(part)\n\(told)")
    }
  }

  @Test func `of a learner is who it is and the programs with their words, the one at hand first`() {
    var someone = Operator.atLearners(columns: 120, rows: 40)
    someone.press(.down, .down, .down, .character("i"))
    #expect(someone.asked == ["all of paid_learner"])
    someone.tell(.described(description))
    let told = text(someone)
    for part in [
      "paid_learner", "Oluwaseun", "paid_learner@example.org", "LMS user 7", "○ Partially Completed",
      "1 of 4 courses earned; 3 rows with drift", "! award-lost", "- not in the list",
    ] {
      #expect(told.contains(part), "\(part)\n\(told)")
    }
    let places = ["Paid Courses", "Quantum Gardening"].compactMap { told.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 2 && places[0] < places[1])
  }

  @Test func `does not come up over something else that was opened meanwhile`() {
    var someone = Operator.atLearners()
    someone.press(.character("i"), .character("?"))
    someone.tell(.described(description))
    #expect(someone.screen.contains("─ Help "))
    someone.press(.escape, .character("2"))
    someone.tell(.described(description))
    #expect(someone.model.dialog == nil)
  }

  @Test func `can be copied from: Y its command, y the row's name`() {
    let command = "learner-records --backfill --user paid_learner --course \(Example.run(1))"
    for opens in [Key.character("i"), .enter] {
      for (key, copied) in [(Key.character("Y"), command), (.character("y"), Example.run(1))] {
        var someone = Operator.atRecord(columns: 120, rows: 40)
        someone.press(opens)
        someone.press(key)
        #expect(someone.asked == ["copy \(copied)"])
        #expect(someone.model.dialog == nil)
      }
    }
    var someone = Operator.atLearners(columns: 120, rows: 40)
    someone.press(.character("i"))
    someone.tell(.described(description))
    someone.forget()
    someone.press(.character("Y"))
    #expect(
      someone.asked == ["copy learner-records --backfill --user paid_learner --program \(Example.paidCourses.hex)"]
    )
  }
}
