import Foundation
import OpenEdX
import TestSupport
import Testing

@Suite("Printing times")
struct UTCTimePrintingTests {
  struct Printed: Sendable, CustomTestStringConvertible {
    let microseconds: Int64
    let database: String
    let iso: String
    let api: String
    let date: String
    let clock: String
    var testDescription: String { database }
  }

  static let printed = [
    Printed(
      microseconds: 1_781_690_992_572_000,
      database: "2026-06-17 10:09:52.572000",
      iso: "2026-06-17T10:09:52.572000+00:00",
      api: "2026-06-17T10:09:52Z",
      date: "2026-06-17",
      clock: "10:09:52.572"
    ),
    Printed(
      microseconds: 1_781_690_992_000_000,
      database: "2026-06-17 10:09:52",
      iso: "2026-06-17T10:09:52+00:00",
      api: "2026-06-17T10:09:52Z",
      date: "2026-06-17",
      clock: "10:09:52.000"
    ),
    Printed(
      microseconds: 0,
      database: "1970-01-01 00:00:00",
      iso: "1970-01-01T00:00:00+00:00",
      api: "1970-01-01T00:00:00Z",
      date: "1970-01-01",
      clock: "00:00:00.000"
    ),
    Printed(
      microseconds: -1,
      database: "1969-12-31 23:59:59.999999",
      iso: "1969-12-31T23:59:59.999999+00:00",
      api: "1969-12-31T23:59:59Z",
      date: "1969-12-31",
      clock: "23:59:59.999"
    ),
    Printed(
      microseconds: 1_709_164_800_000_001,
      database: "2024-02-29 00:00:00.000001",
      iso: "2024-02-29T00:00:00.000001+00:00",
      api: "2024-02-29T00:00:00Z",
      date: "2024-02-29",
      clock: "00:00:00.000"
    ),
    Printed(
      microseconds: -62_135_596_800_000_000,
      database: "0001-01-01 00:00:00",
      iso: "0001-01-01T00:00:00+00:00",
      api: "0001-01-01T00:00:00Z",
      date: "0001-01-01",
      clock: "00:00:00.000"
    ),
    Printed(
      microseconds: 253_402_300_799_999_999,
      database: "9999-12-31 23:59:59.999999",
      iso: "9999-12-31T23:59:59.999999+00:00",
      api: "9999-12-31T23:59:59Z",
      date: "9999-12-31",
      clock: "23:59:59.999"
    ),
  ]

  @Test("Each form is printed, the fraction only where it is kept and not zero", arguments: printed)
  func prints(_ expected: Printed) {
    let time = UTCTime(microseconds: expected.microseconds)
    #expect(time.databaseText == expected.database)
    #expect(time.isoFormat == expected.iso)
    #expect(time.apiText == expected.api)
    #expect(time.dateText == expected.date)
    #expect(time.clockText == expected.clock)
    #expect(time.description == expected.iso)
  }

  @Test("Whole seconds are cut off towards the past, before 1970 as well", arguments: printed)
  func cutsFractions(_ expected: Printed) {
    let whole = UTCTime(microseconds: expected.microseconds).wholeSeconds
    #expect(whole.microseconds % 1_000_000 == 0)
    #expect((0..<1_000_000).contains(expected.microseconds - whole.microseconds))
    #expect(whole.apiText == expected.api)
  }

  @Test("Random instants are read back from every form as they were, in the order of their texts")
  func roundTrips() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
    var random = RandomDraw(seed: seed)
    let all = try #require(Self.printed.map(\.microseconds).min())...(#require(Self.printed.map(\.microseconds).max()))
    var previous: UTCTime?
    for round in 0..<5000 {
      var microseconds = Int64.random(in: all, using: &random)
      if round.isMultiple(of: 3) { microseconds -= microseconds % 1_000_000 }
      let time = UTCTime(microseconds: microseconds)
      let note: Comment = "\(microseconds) µs; TEST_SEED=\(seed)"
      try #require(UTCTime(time.databaseText) == time, note)
      try #require(UTCTime(time.isoFormat) == time, note)
      try #require(UTCTime(time.apiText) == time.wholeSeconds, note)
      try #require(UTCTime(time.dateText + "T" + time.clockText) == UTCTime(microseconds: floored(microseconds)), note)
      if let previous {
        try #require((previous < time) == CodePoints.precedes(previous.databaseText, time.databaseText), note)
      }
      previous = time
    }
  }

  @Test("Every day of the calendar is the day after the one before")
  func walksTheCalendar() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var day = try #require(UTCTime("1896-01-01"))
    for year in 1896...2104 {
      let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for (index, length) in lengths.enumerated() {
        for date in 1...(length + (leap && index == 1 ? 1 : 0)) {
          let text = "\(year)-\(index < 9 ? "0" : "")\(index + 1)-\(date < 10 ? "0" : "")\(date)"
          try #require(day.dateText == text)
          try #require(UTCTime(text) == day)
          day = day.adding(seconds: 86_400)
        }
      }
    }
  }

  @Test("Seconds are added, fractions and backwards too")
  func adds() {
    let time = UTCTime(microseconds: 10_000_000)
    #expect(time.adding(seconds: 0.25).microseconds == 10_250_000)
    #expect(time.adding(seconds: -11).microseconds == -1_000_000)
    #expect(time.adding(seconds: 0.000_000_4) == time)
  }

  @Test("Now lies after this test was written and in a year that can be written")
  func now() throws {
    let written = try #require(UTCTime("2025-01-01"))
    let last = try #require(UTCTime("9999-12-31"))
    #expect(written < UTCTime.now)
    #expect(UTCTime.now < last)
  }

  private func floored(_ microseconds: Int64) -> Int64 {
    let rest = microseconds % 1000
    return microseconds - (rest < 0 ? rest + 1000 : rest)
  }
}
