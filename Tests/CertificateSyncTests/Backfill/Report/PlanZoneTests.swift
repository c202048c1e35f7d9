import Credentials
import LearnerRecords
import OpenEdX
import Testing

@testable import CertificateSync

@Suite struct `The times in a plan's text` {
  private static let harbour = "the copy in /srv/2026-06-17T10:00:00Z"

  @Test func `are of the reader's zone, and of UTC unless asked for`() throws {
    let harbour = try Harbour { _, credentials, _ in
      credentials.courseCertificates[0].availableDate = UTCTime("2027-03-01 00:00:00")
    }
    let text = PlanText(try harbour.plan([.dateDrift]), destination: Self.harbour)
    #expect(text.lines.contains("  \(Harbour.charts)  2027-03-01T00:00:00Z becomes none (2 rows)"))
    let zone = try #require(DisplayZone(name: "America/New_York"))
    #expect(text.lines(in: zone).contains("  \(Harbour.charts)  2027-02-28T19:00:00-05:00 becomes none (2 rows)"))
    #expect(text.lines(in: zone).first == "Posts go to \(Self.harbour).", "a folder's name is no time")
  }
}
