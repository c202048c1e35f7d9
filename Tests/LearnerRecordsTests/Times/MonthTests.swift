import OpenEdX
import Testing

@testable import LearnerRecords

@Suite struct `A month` {
  @Test(arguments: [
    ("0001-01-01 00:00:00", "0001-01"), ("1969-12-31 23:59:59.999999", "1969-12"), ("2024-02-29 12:00:00", "2024-02"),
    ("2026-06-30T23:30:00-02:00", "2026-07"), ("9999-12-31 23:59:59", "9999-12"),
  ]) func `is that of a moment in UTC`(time: String, month: String) throws {
    #expect(Month(try #require(UTCTime(time)))?.text == month)
  }

  @Test func `has a year of four digits`() {
    #expect(Month(number: 0)?.text == "0000-01")
    #expect(Month(number: 119_999)?.text == "9999-12")
    #expect(Month(number: 120_000) == nil)
    #expect(Month(number: -1) == nil)
  }
}
