import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite("A window of times") struct WindowTests {
  /// Moments around one, in the forms in which a time can be written.
  private static let forms = [
    "2026-06-17 10:00:00", "2026-06-17 10:00:00.000000", "2026-06-17T10:00:00Z", "2026-06-17 10:00",
    "2026-06-17 12:30:00+02:30", "2026-06-17 08:59:59.9-0100", "2026-06-18 09:59:59+23:59",
    "2026-06-17 09:59:59.999999",
    "2026-06-17 10:00:01", "2026-06-17", "2026-06-16 23:59:59", "2026-07-01 00:00:00",
  ]

  @Test(arguments: [(0, 0), (-1, 1), (-86_400, 0), (0, 86_400), (1, 2), (-36_000, -36_000)])
  func `admits the same rows whatever form their times have`(_ spare: (first: Double, last: Double)) throws {
    let deployment = try Deployment()
    let cases = Self.forms.enumerated().map { "WHEN \($0) THEN '\($1)'" }.joined(separator: " ")
    try deployment.execute(
      .lms,
      """
      UPDATE certificates_generatedcertificate SET modified_date = CASE id % \(Self.forms.count) \(cases) END;
      DELETE FROM certificates_historicalcertificatedateoverride
      """
    )
    let moment = try #require(UTCTime("2026-06-17 10:00:00"))
    let (since, until) = (moment.adding(seconds: spare.first), moment.adding(seconds: spare.last))
    let expected = try rows(deployment, .all).filter { row in
      row.saved.map { since <= $0 && $0 <= until } ?? false
    }
    let window = try rows(deployment, RunFilter(modifiedSince: since, modifiedUntil: until))
    #expect(window.map(\.place) == expected.map(\.place))
    let open = try rows(deployment, RunFilter(modifiedSince: since))
    #expect(Set(open.map(\.place)).isSuperset(of: window.map(\.place)))
  }

  @Test(arguments: ["'soon'", "''", "1750154400", "x'3230'", "'2026-06-18 25:00:00'"])
  func `refuses a certificate of no time in place of passing over it`(_ value: String) throws {
    let deployment = try Deployment()
    try deployment.execute(.lms, "UPDATE certificates_generatedcertificate SET modified_date = \(value) WHERE id = 7")
    let since = try #require(UTCTime("2026-06-17"))
    let error = #expect(throws: (any Error).self) {
      try rows(deployment, RunFilter(modifiedSince: since, modifiedUntil: since.adding(seconds: 172_800)))
    }
    #expect(error.map { "\($0)" }?.contains("modified_date") == true)
  }

  private struct Found {
    let place: String
    let saved: UTCTime?
  }

  private func rows(_ deployment: Deployment, _ filter: RunFilter) throws -> [Found] {
    var found: [Found] = []
    try deployment.read { reader in
      try reader.runRecords(filter, includingRowsWithoutFindings: true, now: .now) { record in
        found.append(Found(place: "\(record.username) \(record.courseRun)", saved: record.lms?.modified))
      }
    }
    return found
  }
}
