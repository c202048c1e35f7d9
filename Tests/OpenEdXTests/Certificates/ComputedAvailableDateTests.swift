import OpenEdX
import Testing

/// <doc:SyncFlow#Dates>.
@Suite struct `The date that the LMS computes` {
  static let date = UTCTime(microseconds: 1_781_690_992_000_000)
  static let end = date.adding(seconds: 86_400)

  static func settings(
    _ behavior: String?,
    selfPaced: Bool = false,
    date: UTCTime? = date,
    end: UTCTime? = end
  ) -> CourseCertificateSettings {
    CourseCertificateSettings(
      isSelfPaced: selfPaced,
      displayBehavior: behavior.map(CourseCertificateSettings.DisplayBehavior.init(rawValue:)),
      availableDate: date,
      end: end
    )
  }

  @Test(
    arguments: [
      (settings("end_with_date"), .date(date)), (settings("end"), .date(end)), (settings("early_no_info"), .date(nil)),
      (settings("end_with_date", selfPaced: true), .date(nil)), (settings(nil, selfPaced: true), .date(nil)),
      (settings("end_with_date", date: nil), .unknown(.noDate)), (settings("end", end: nil), .unknown(.noDate)),
      (settings(nil), .unknown(.unknownBehavior)), (settings("early_with_info"), .unknown(.unknownBehavior)),
      (nil, .unknown(.noOverview)),
    ] as [(CourseCertificateSettings?, ComputedAvailableDate)]
  )
  func `follows pacing and display behavior`(_ settings: CourseCertificateSettings?, _ expected: ComputedAvailableDate)
  {
    #expect(ComputedAvailableDate(settings, modes: [.verified]) == expected)
  }

  @Test func `needs exactly one certificate mode`() {
    let settings = Self.settings("end")
    #expect(ComputedAvailableDate(settings, modes: []) == .unknown(.modes(0)))
    #expect(ComputedAvailableDate(settings, modes: [.audit]) == .unknown(.modes(0)))
    #expect(ComputedAvailableDate(settings, modes: [.audit, .honor]) == .date(Self.end))
    #expect(ComputedAvailableDate(settings, modes: [.verified, .honor]) == .unknown(.modes(2)))
    #expect(
      ComputedAvailableDate(settings, modes: [.verified, .honor], honorCertificatesDisabled: true) == .date(Self.end)
    )
    #expect(
      ComputedAvailableDate(settings, modes: [.verified, .verified]) == .unknown(.modes(2)),
      "two currencies are two rows"
    )
  }

  @Test func `differs from a stored one by whole seconds, and only where it is known`() {
    #expect(!ComputedAvailableDate.date(Self.date.adding(seconds: 0.5)).differs(from: Self.date))
    #expect(ComputedAvailableDate.date(Self.date).differs(from: nil))
    #expect(ComputedAvailableDate.date(nil).differs(from: Self.date))
    #expect(!ComputedAvailableDate.unknown(.noDate).differs(from: Self.date))
  }

  @Test func `is sent with the stored type and the stored switch`() throws {
    let rule = UpdateCertificateAvailableDate(
      courseRunKey: "course-v1:edX+Demo+2026",
      issuanceEnabled: true,
      settings: Self.settings("end_with_date"),
      modes: [.verified]
    )
    let fresh = try rule.post()
    #expect(fresh.mode == .verified && fresh.isActive && fresh.availableDate == Self.date)
    let stored = StoredCourseCertificate(mode: .honor, isActive: false, availableDate: nil)
    let post = try rule.post(stored: stored)
    #expect(post.mode == .honor && !post.isActive && post.availableDate == Self.date)
    #expect(post.json["is_active"] == false && post.json["certificate_type"] == "honor")
  }
}
