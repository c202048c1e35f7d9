import LearnerRecords
import OpenEdX
import Testing

@Suite struct `A time zone to read times in` {
  private let time = UTCTime("2026-06-17T22:09:52.572Z")!

  private func zone(_ name: String) throws -> DisplayZone { try #require(DisplayZone(name: name)) }

  @Test(arguments: [
    ("UTC", "2026-06-17T22:09:52Z"), ("Europe/Berlin", "2026-06-18T00:09:52+02:00"),
    ("America/St_Johns", "2026-06-17T19:39:52-02:30"), ("Asia/Kathmandu", "2026-06-18T03:54:52+05:45"),
  ])
  func `tells a time with its distance from UTC`(name: String, text: String) throws {
    #expect(try zone(name).text(time) == text)
    #expect(try zone(name).clock(time) == text.dropFirst(11))
  }

  @Test func `knows summer and winter`() throws {
    let winter = try #require(UTCTime("2026-01-17T22:09:52Z"))
    #expect(try zone("Europe/Berlin").text(winter) == "2026-01-17T23:09:52+01:00")
  }

  @Test(arguments: ["", "Berlin", "Europe/Berln", "CEST", "../../etc/passwd", "utc+2"])
  func `is none by another name`(name: String) { #expect(DisplayZone(name: name) == nil) }

  @Test func `tells the times within a text, however they are written in UTC`() throws {
    let berlin = try zone("Europe/Berlin")
    let text = "a 2026-06-17T22:09:52Z b 2026-06-17T22:09:52.572000+00:00, 2026-06-17 22:09 UTC."
    #expect(
      berlin.text(text)
        == "a 2026-06-18T00:09:52+02:00 b 2026-06-18T00:09:52+02:00, 2026-06-18T00:09:00+02:00."
    )
    #expect(DisplayZone.utc.text(text) == text)
    for other in ["2026-06-17", "2026-99-17T22:09:52Z", "course-v1:A+B+2026", ""] {
      #expect(berlin.text(other) == other)
    }
  }
}
