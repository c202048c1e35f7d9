import Testing

@testable import LearnerRecords

@Suite struct `A span of months` {
  @Test func `has each month from the first to the last, whatever their order`() {
    #expect(Array(MonthSpan(["2026-02", "2025-11"])) == ["2025-11", "2025-12", "2026-01", "2026-02"])
    #expect(Array(MonthSpan(["2026-02", "2026-02"])) == ["2026-02"])
    #expect(Array(MonthSpan([])).isEmpty)
  }

  @Test func `leaves out what is no month, and all but the latest years of a span that nobody reads`() {
    #expect(Array(MonthSpan(["", "2026", "2026-13", "x-1", "2026-00", "2026-07"])) == ["2026-07"])
    let long = Array(MonthSpan(["0001-01", "2026-07"]))
    #expect(long.count == 240)
    #expect(long.last == "2026-07")
  }
}
