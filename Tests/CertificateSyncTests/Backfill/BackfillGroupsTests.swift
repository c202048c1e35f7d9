import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@testable import CertificateSync

@Suite struct `The plan for groups of findings` {
  private let golden: GoldenBackfill
  private let groups: [FindingGroup]

  init() throws {
    golden = try GoldenBackfill()
    groups = try golden.records.read { try $0.findingGroups(now: GoldenBackfill.now) }
  }

  private func plan(_ groups: [FindingGroup], usernames: [String] = []) throws -> BackfillPlan {
    try BackfillPlan.reading(golden.records, groups.map(\.id), usernames: usernames, now: GoldenBackfill.now)
  }

  @Test func `it is about the rows of the group, all of them and no others`() throws {
    for finding in [Finding.awardLost, .awardStale, .overrideDrift, .gradeMissing] {
      let group = try #require(groups.first { $0.finding == finding && $0.repairableRows > 0 })
      let plan = try plan([group])
      // The tasks' own rules may leave rows out, with a reason.
      #expect(plan.items.count + plan.leftOut.count == group.repairableRows, "\(finding)")
      #expect(plan.blocked.count == group.rows - group.repairableRows)
      // Only what goes with an award, its grade, is sent beside the finding.
      #expect(plan.items.allSatisfy { $0.repaired == [finding] || $0.repaired == [finding, .gradeMissing] })
      #expect(plan.items.allSatisfy { group.id.subject == .courseRun(ExactText($0.courseRunKey)) })
      #expect(plan.programItems.isEmpty)
    }
  }

  @Test func `several groups together are what each is by itself`() throws {
    let some = Array(groups.filter { $0.repairableRows > 0 && $0.finding.kind == .drift }.prefix(12))
    #expect(some.count == 12)
    let together = try plan(some)
    let apart = try some.map { try plan([$0]) }
    let rows = { (plans: [BackfillPlan]) in
      Set(
        plans.flatMap { $0.items.flatMap { row in row.repaired.map { "\(row.username) \(row.courseRunKey) \($0)" } } }
      )
    }
    #expect(rows([together]) == rows(apart))
    #expect(together.programItems.count == apart.map(\.programItems.count).reduce(0, +))
  }

  @Test func `only the learners named are posted, and the group shrinks by them`() async throws {
    let group = try #require(groups.first { $0.finding == .awardLost && $0.repairableRows > 2 })
    let all = try plan([group])
    let names = all.items.prefix(2).map(\.username)
    let some = try plan([group], usernames: Array(names))
    #expect(Set(some.items.map(\.username)) == Set(names))
    try await golden.carryOut(some)
    let left = try golden.records.read { try $0.findingGroups(now: GoldenBackfill.now) }.first { $0.id == group.id }
    #expect(left?.rows == group.rows - 2)
  }

  @Test func `a program's group posts programs, and a blocker's nothing`() throws {
    let program = try #require(groups.first { $0.finding == .programAwardLost })
    let plan = try plan([program])
    #expect(plan.items.isEmpty)
    #expect(plan.programItems.count + plan.leftOut.count == program.rows)
    let blockers = groups.filter { $0.finding.kind == .blocker }
    #expect(!blockers.isEmpty)
    #expect(try self.plan(blockers).isEmpty)
  }
}
