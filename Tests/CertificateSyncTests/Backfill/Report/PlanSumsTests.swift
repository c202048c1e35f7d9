import OpenEdX
import Testing

@testable import CertificateSync

@Suite("What a plan comes to")
struct PlanSumsTests {
  private static func row(
    _ number: Int,
    _ findings: [Finding],
    lacksGrade: Bool = false,
    obstacles: [Finding: String] = [:]
  ) -> BackfillPlan.Row {
    BackfillPlan.Row(
      username: "ada",
      courseRunKey: "course-v1:NorthX+N\(number)+2026",
      assessment: RunAssessment(shown: .notEarned, findings: findings),
      lacksGrade: lacksGrade,
      obstacles: obstacles
    )
  }

  private static func texts(_ plan: BackfillPlan) -> [String] { PlanSums(plan).lines.map(\.text) }

  @Test("Revocations stand before everything else, and are a warning")
  func revocations() throws {
    var plan = BackfillPlan(
      [Self.row(1, [.awardLost]), Self.row(2, [.awardStale])],
      include: [.awardStale, .programAwardStale]
    )
    let program = try #require(ProgramUUID("0123456789abcdef0123456789abcdef"))
    plan.add(BackfillPlan.ProgramRow(username: "zoe", program: program, finding: .programAwardStale, courseRunKey: "r"))
    let first = try #require(PlanSums(plan).lines.first)
    #expect(first.kind == .warning)
    #expect(
      first.text == "Revokes 1 course certificate and 1 program credential of 2 learners."
    )
    #expect(PlanText(plan, destination: "nowhere").lines.first == "! \(first.text)")
    #expect(Self.texts(plan)[1] == "3 posts: 1 award, 2 revocations.")
    #expect(PlanSums(BackfillPlan([Self.row(1, [.awardLost])])).lines.allSatisfy { $0.kind != .warning })
  }

  @Test("The parts of what is repaired add up, and a grade that goes along is no missing grade")
  func parts() {
    let rows = [
      Self.row(1, [.awardLost], lacksGrade: true), Self.row(2, [.gradeMissing], lacksGrade: true),
      Self.row(3, [.overrideDrift, .gradeMissing], lacksGrade: true),
    ]
    let plan = BackfillPlan(rows, include: [.overrideDrift, .gradeMissing])
    #expect(
      Self.texts(plan) == [
        "5 posts: 1 award, 1 date, 3 grades.",
        "Repairs 3 rows: award-lost 1, override-drift 1, grade-missing 2; 1 of them has more than one; 1 grade of these "
          + "awards goes along.",
      ]
    )
  }

  @Test("Awarded rows of which no post can send the grade are counted; the others' grades go along unasked")
  func gradesThatWillBeMissing() {
    let rows = [
      Self.row(1, [.awardLost], lacksGrade: true, obstacles: [.gradeMissing: "no grade"]), Self.row(2, [.awardLost]),
      Self.row(3, [.revocationStale], lacksGrade: true, obstacles: [.gradeMissing: "no grade"]),
      Self.row(4, [.awardLost], lacksGrade: true),
    ]
    #expect(Self.texts(BackfillPlan(rows)).first == "5 posts: 4 awards, 1 grade.")
    #expect(
      PlanSums(BackfillPlan(rows)).lines.last
        == PlanSums.Line(
          kind: .remainder,
          text:
            "2 rows that are awarded will then lack their grades in Credentials, and the page shows 0%: no post can "
            + "send them."
        )
    )
    #expect(BackfillPlan(rows).leftOut.isEmpty, "grades were not asked for by name")
    #expect(BackfillPlan(rows, include: [.gradeMissing]).leftOut.count == 2)
  }
}
