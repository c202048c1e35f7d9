import LearnerRecords
import OpenEdX
import Terminal
import Testing

@testable import Console

@Suite struct `A report for a ticket` {
  @Test func `says what the learner sees, why, and what to do`() {
    var someone = Operator.atRecord()
    someone.press(.character("c"))
    let report = someone.asked.first ?? ""
    for part in [
      "copy Oluwaseun", "program Paid Courses", "The learner sees: Earned",
      "Paid Course 1: the learner sees Not Earned",
      "award-lost", "To do: ", "learner-records --backfill --user paid_learner",
    ] { #expect(report.contains(part), "\(part): \(report)") }
    #expect(!report.contains("Paid Course 4"), "nothing is wrong with it")
  }

  @Test func `is Markdown when that is asked for, in which names are only text`() {
    let section = TicketReport.Section(heading: "a_b", lines: ["[x](y) <b>", "1 | 2"])
    let report = TicketReport(title: "*ada*", facts: ["`f`"], sections: [section])
    #expect(
      report.written(.markdown) == """
        ## \\*ada\\*

        - \\`f\\`

        ### a\\_b

        - \\[x\\](y) \\<b\\>
        - 1 \\| 2
        """
    )
    #expect(report.written(.text) == "*ada*\n`f`\n\na_b\n  [x](y) <b>\n  1 | 2")
    var someone = Operator.atRecord()
    someone.type(":report markdown")
    someone.press(.enter)
    #expect(someone.asked.first?.hasPrefix("copy ## Oluwaseun") == true)
  }

  @Test func `is about one learner`() {
    var someone = Operator.atLearners()
    someone.press(.character("c"))
    #expect(someone.asked.isEmpty)
    #expect(someone.screen.contains("A report is about one learner"))
  }
}
