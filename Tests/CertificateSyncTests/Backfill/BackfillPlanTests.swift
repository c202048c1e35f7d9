import OpenEdX
import Testing

@testable import CertificateSync

@Suite("A backfill's plan")
struct BackfillPlanTests {
  static let run = "course-v1:edX+DemoX+2020"

  static func row(
    _ findings: [Finding],
    lacksGrade: Bool = false,
    obstacles: [Finding: String] = [:]
  ) -> BackfillPlan.Row {
    BackfillPlan.Row(
      username: "ada",
      courseRunKey: run,
      assessment: RunAssessment(shown: .notEarned, findings: findings),
      lacksGrade: lacksGrade,
      obstacles: obstacles
    )
  }

  private func keys(_ plan: BackfillPlan) -> [String] { plan.tasks.map(\.request.key) }

  @Test("Every finding that a backfill repairs on request has its task", arguments: BackfillPlan.onRequest)
  func tasks(_ finding: Finding) throws {
    var plan = BackfillPlan(include: [finding])
    let program = try #require(ProgramUUID("0123456789abcdef0123456789abcdef"))
    switch finding {
    case .awardStale, .overrideDrift:
      plan.add(Self.row([finding]))
      #expect(keys(plan) == ["award-course/ada/\(Self.run)"])
    case .gradeMissing, .gradeStale:
      plan.add(Self.row([finding], lacksGrade: finding == .gradeMissing))
      #expect(keys(plan) == ["send-grade/ada/\(Self.run)"])
    case .dateDrift:
      plan.add(Self.row([finding]))
      plan.add(Self.row([finding]))
      #expect(keys(plan) == ["available-date/\(Self.run)"], "one post for the run")
    case .programAwardLost:
      plan.add(BackfillPlan.ProgramRow(username: "ada", program: program, finding: finding))
      #expect(keys(plan) == ["award-programs/ada/\(program.hex)"])
    default:
      plan.add(
        BackfillPlan.ProgramRow(username: "ada", program: program, finding: finding, courseRunKey: Self.run)
      )
      #expect(keys(plan) == ["revoke-programs/ada/\(Self.run)/\(program.hex)"])
    }
    #expect(plan.notAskedFor.isEmpty)
  }

  @Test("What was not asked for is counted and left alone", arguments: BackfillPlan.onRequest)
  func notAskedFor(_ finding: Finding) throws {
    var plan = BackfillPlan()
    let program = try #require(ProgramUUID("0123456789abcdef0123456789abcdef"))
    plan.add(Self.row([finding]))
    plan.add(BackfillPlan.ProgramRow(username: "ada", program: program, finding: finding))
    #expect(plan.isEmpty && plan.remaining == 0)
    #expect(plan.notAskedFor == [finding: 2])
  }

  @Test("A row with several findings is one item with one task for each endpoint")
  func several() {
    let plan = BackfillPlan(
      [Self.row([.overrideDrift, .gradeMissing], lacksGrade: true)],
      include: [.overrideDrift, .gradeMissing]
    )
    #expect(plan.count == 1)
    #expect(keys(plan) == ["award-course/ada/\(Self.run)", "send-grade/ada/\(Self.run)"])
  }

  @Test("A date is sent whatever the organization's records, and every other blocker holds it back")
  func dateOfBlockedRow() {
    let records = Self.row([.overrideDrift, .dateDrift, .recordsDisabled])
    let plan = BackfillPlan([records], include: [.overrideDrift, .dateDrift])
    #expect(plan.items.map(\.repaired) == [[.dateDrift]] && plan.blocked.map(\.repaired) == [[.overrideDrift]])
    let inactive = Self.row([.overrideDrift, .dateDrift, .configInactive])
    #expect(BackfillPlan([inactive], include: [.overrideDrift, .dateDrift]).isEmpty)
  }

  @Test("A blocker holds the whole row back, an obstacle only its own finding")
  func heldBack() {
    let blocked = Self.row([.overrideDrift, .gradeMissing, .configInactive])
    let hindered = Self.row([.overrideDrift, .gradeMissing], obstacles: [.gradeMissing: "no grade"])
    let plan = BackfillPlan([blocked, hindered], include: [.overrideDrift, .gradeMissing])
    #expect(plan.blocked.count == 1)
    #expect(plan.items.map(\.repaired) == [[.overrideDrift]])
    #expect(plan.leftOut.map(\.reason) == ["no grade"])
    #expect(plan.remaining == 2)
    #expect(plan.blockers.map(\.finding) == [.configInactive])
  }

  @Test("Several programs of one learner are several rows, each with its task")
  func programs() throws {
    var plan = BackfillPlan(include: [.programAwardLost])
    for last in ["1", "2"] {
      let program = try #require(ProgramUUID("0123456789abcdef0123456789abcde" + last))
      plan.add(BackfillPlan.ProgramRow(username: "ada", program: program, finding: .programAwardLost))
    }
    #expect(plan.count == 2)
    #expect(
      keys(plan) == ["1", "2"].map { "award-programs/ada/0123456789abcdef0123456789abcde" + $0 }
    )
  }

  @Test("The limit counts rows of both kinds, and not those that are left out")
  func limit() throws {
    let program = try #require(ProgramUUID("0123456789abcdef0123456789abcdef"))
    var plan = BackfillPlan(include: [.awardStale, .programAwardLost], limit: 2)
    plan.add(Self.row([.awardLost], obstacles: [.awardLost: "unknown"]))
    plan.add(Self.row([.awardStale]))
    plan.add(BackfillPlan.ProgramRow(username: "ada", program: program, finding: .programAwardLost))
    plan.add(BackfillPlan.ProgramRow(username: "zoe", program: program, finding: .programAwardLost))
    #expect(plan.count == 2)
    #expect(plan.beyondLimit == 1)
    #expect(plan.leftOut.count == 1)
    let text = PlanText(plan, destination: "nowhere").lines
    #expect(text.contains("1 course run to post for 1 learner:"))
    #expect(text.contains("1 program credential to post for 1 learner:"))
    #expect(text.contains("The limit leaves 1 row for another time."))
    #expect(text.contains("  ada  \(Self.run)  award-lost: unknown"))
  }

  @Test("Findings that no backfill repairs are never included")
  func neverIncluded() {
    let plan = BackfillPlan([Self.row([.credentialOrphaned])], include: [.credentialOrphaned, .programHidden])
    #expect(plan.included == BackfillPlan.usual)
    #expect(plan.isEmpty)
    #expect(plan.notAskedFor == [.credentialOrphaned: 1])
  }

  @Test("Awards and revocations are told apart")
  func kinds() throws {
    var kinds = PostKinds()
    for findings in [[Finding.awardLost], [.awardStale], [.revocationStale, .overrideDrift], []] { kinds.add(findings) }
    #expect(kinds.text == "2 awards, 1 revocation")
    kinds.add([.gradeMissing])
    kinds.add([.overrideDrift])
    #expect(kinds.text == "2 awards, 1 revocation, 1 date, 1 grade")
    let plan = BackfillPlan([Self.row([.awardLost], lacksGrade: true)])
    #expect(PlanText(plan, destination: "nowhere").lines.contains("2 posts: 1 award, 1 grade."))
  }
}
