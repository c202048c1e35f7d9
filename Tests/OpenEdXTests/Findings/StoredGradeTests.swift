import OpenEdX
import Testing

@Suite struct `A grade in Credentials` {
  static let day = UTCTime(microseconds: 1_781_690_992_000_000)

  static func stored(_ percent: Double, _ letter: String = "Pass", updated: Double? = 0) -> StoredGrade {
    StoredGrade(letter: letter, percent: percent, lmsLastUpdated: updated.map { day.adding(seconds: $0) })
  }

  static func grade(_ percent: Double, _ letter: String = "Pass", modified: Double? = 60) -> SendGrade.Grade {
    SendGrade.Grade(letter: letter, percent: percent, modified: modified.map { day.adding(seconds: $0) })
  }

  @Test(
    arguments: [
      ("another percent, newer", stored(0.55), grade(0.87), true),
      ("another letter, newer", stored(0.87, ""), grade(0.87, "Pass"), true),
      ("the same, newer", stored(0.87), grade(0.87), false),
      ("the same to four places", stored(0.1235), grade(0.123_456_789), false),
      ("other in the fourth place", stored(0.1234), grade(0.123_456_789), true),
      ("another, of the same time", stored(0.55, updated: 60), grade(0.87), false),
      ("another, of a later time", stored(0.55, updated: 61), grade(0.87), false),
      ("another, of an unknown time", stored(0.55, updated: nil), grade(0.87), true),
      ("the same, of an unknown time", stored(0.87, updated: nil), grade(0.87), false),
      ("another, and the LMS does not say when", stored(0.55), grade(0.87, modified: nil), false),
      ("a percent that is no number", stored(0.55), grade(.nan), true),
    ] as [(String, StoredGrade, SendGrade.Grade, Bool)]
  )
  func `is stale beside a newer and other one of the LMS`(
    _ name: String,
    _ stored: StoredGrade,
    _ grade: SendGrade.Grade,
    _ isStale: Bool
  ) {
    #expect(stored.isStale(beside: grade) == isStale, "\(name)")
  }

  @Test func `is no finding where the LMS sends none and no award shows it`() {
    let facts = { (certificate: RunFacts.Certificate?, credential: CredentialStatus?) in
      RunFacts(
        certificate: certificate,
        credential: credential.map { RunFacts.Credential(status: $0) },
        isGradeStale: true
      )
    }
    func isFound(_ status: String?, _ credential: CredentialStatus?, _ mode: CourseMode = .verified) -> Bool {
      let certificate = status.map { RunFacts.Certificate(status: CertificateStatus(rawValue: $0), mode: mode) }
      return RunAssessment(facts(certificate, credential), now: Self.day).findings.contains(.gradeStale)
    }
    #expect(isFound("downloadable", nil), "the award that is lost will show it")
    #expect(isFound("notpassing", .revoked), "the LMS sends grades of those who fail")
    #expect(isFound(nil, .awarded), "the page shows it")
    #expect(!isFound("unavailable", .revoked) && !isFound(nil, .revoked))
    #expect(!isFound("audit_passing", nil, .audit) && !isFound("notpassing", .revoked, .audit))
  }
}
