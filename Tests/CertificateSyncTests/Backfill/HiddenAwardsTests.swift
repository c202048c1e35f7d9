import OpenEdX
import Testing

@testable import CertificateSync

@Suite("Awards that stay hidden")
struct HiddenAwardsTests {
  private static func row(_ findings: [Finding], _ date: String?) throws -> BackfillPlan.Row {
    BackfillPlan.Row(
      username: "ada",
      courseRunKey: BackfillPlanTests.run,
      assessment: RunAssessment(shown: .notEarned, findings: findings),
      lacksGrade: findings.contains(.gradeMissing),
      dates: RowDates(stored: try date.map { try #require(UTCTime($0)) }, now: .now)
    )
  }

  private static func text(_ rows: [BackfillPlan.Row], include: Set<Finding> = [], limit: Int? = nil) -> [String] {
    PlanText(BackfillPlan(rows, include: include, limit: limit), destination: "nowhere").lines
      .filter { $0.contains("hidden until") }
  }

  @Test("are told with their dates where they are posted, and one that is not posted is not")
  func posted() throws {
    let late = try Self.row([.awardLost], "2099-01-01 00:00:00")
    let early = try Self.row([.revocationStale], "2098-02-03 00:00:00")
    let others = [try Self.row([.awardLost], nil), try Self.row([.awardStale], "2097-01-01 00:00:00")]
    #expect(
      Self.text([late] + others, include: [.awardStale])
        == ["1 of these stays hidden until 2099-01-01, as its configuration's available date says."]
    )
    #expect(
      Self.text([late, early])
        == ["2 of these stay hidden until 2098-02-03..2099-01-01, as their configurations' available dates say."]
    )
    #expect(Self.text(others, include: [.awardStale]).isEmpty)
  }

  @Test("are told where a date override is all that is posted for them")
  func overrides() throws {
    let row = try Self.row([.hiddenUntilDate, .overrideDrift], "2099-01-01 00:00:00")
    let visible = try Self.row([.overrideDrift], nil)
    #expect(
      Self.text([row, visible], include: [.overrideDrift])
        == ["1 of these stays hidden until 2099-01-01, as its configuration's available date says."]
    )
  }

  @Test("are told where they were posted before, and something else is posted for them or nothing")
  func standing() throws {
    let date = "2099-01-01 00:00:00"
    let rows = [
      try Self.row([.hiddenUntilDate], date), try Self.row([.hiddenUntilDate, .overrideDrift], date),
      try Self.row([.hiddenUntilDate, .gradeMissing], "2100-01-01 00:00:00"),
      try Self.row([.hiddenUntilDate, .gradeMissing, .configInactive], date),
    ]
    let all = """
      4 awards that were posted before stay hidden until 2099-01-01..2100-01-01, as their configurations' available \
      dates say.
      """
    #expect(Self.text(rows) == [all])
    #expect(Self.text(rows, include: [.gradeMissing]) == [all])
    #expect(Self.text(rows.reversed(), include: [.gradeMissing, .overrideDrift], limit: 1) == [all])
    #expect(
      Self.text([rows[0]])
        == ["1 award that was posted before stays hidden until 2099-01-01, as its configuration's available date says."]
    )
  }
}
