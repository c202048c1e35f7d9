import DatabaseFile
import LearnerRecords
import OpenEdX
import Testing

@Suite struct OriginTextTests {
  private func side(_ source: String, _ snapshot: String?) -> SideOrigin {
    SideOrigin(
      method: .dump,
      source: source,
      database: nil,
      server: "MySQL 8.4.11",
      snapshot: snapshot.flatMap { UTCTime($0) },
      taken: UTCTime(microseconds: 0)
    )
  }

  @Test(arguments: [
    ("2026-11-28 11:59:30", "just now"), ("2026-11-28 11:58:00", "2 minutes ago"),
    ("2026-11-28 10:59:00", "1 hour ago"),
    ("2026-11-27 11:00:00", "25 hours ago"), ("2026-11-26 11:00:00", "2 days ago"),
  ])
  func `the age is told in the largest fitting unit`(snapshot: String, age: String) throws {
    let now = try #require(UTCTime("2026-11-28 12:00:00"))
    let origin = SyncOrigin(lms: side("a.sql", snapshot), credentials: side("a.sql", snapshot))
    #expect(OriginText(origin).short(now: now) == (age == "just now" ? "copy of just now" : "copy of \(age)"))
  }

  @Test func `two sides are told apart, and the older one counts`() throws {
    let now = try #require(UTCTime("2026-11-28 12:00:00"))
    let origin = SyncOrigin(
      lms: side("lms.sql", "2026-11-28 11:00:00"),
      credentials: side("c.sql", "2026-11-26 11:00:00")
    )
    #expect(
      OriginText(origin).line(now: now)
        == "Data: copy of 2 days ago (LMS from lms.sql, MySQL 8.4.11, 2026-11-28 11:00 UTC; Credentials from c.sql, "
        + "MySQL 8.4.11, 2026-11-26 11:00 UTC). What changed after 2026-11-26 10:00 UTC is too new to judge."
    )
    #expect(origin.judgeableUntil == UTCTime("2026-11-26 10:00:00"))
    let zone = try #require(DisplayZone(name: "America/New_York"))
    let there = OriginText(origin).line(now: now, in: zone)
    #expect(there.contains("c.sql, MySQL 8.4.11, 2026-11-26T06:00:00-05:00)"), "\(there)")
    #expect(there.hasSuffix(" What changed after 2026-11-26T05:00:00-05:00 is too new to judge."))
  }

  @Test func `two sides of unknown moments are told to be so`() throws {
    let now = UTCTime(microseconds: 7_200_000_000)
    let origin = SyncOrigin(lms: side("a.sql", nil), credentials: side("b.sql", nil))
    #expect(OriginText(origin).line(now: now).hasSuffix("can look lost or orphaned."))
    #expect(origin.judgeableUntil == nil)
  }

  @Test func `a copy whose moment is not known says when it was imported`() throws {
    let now = UTCTime(microseconds: 7_200_000_000)
    let origin = SyncOrigin(lms: side("a.sql", nil), credentials: side("a.sql", nil))
    #expect(OriginText(origin).line(now: now) == "Data: copy imported 2 hours ago (a.sql, MySQL 8.4.11).")
  }
}
