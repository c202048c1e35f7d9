import OpenEdX
import Testing

/// <doc:CertificatesAndModes#Modes>, slug by slug.
@Suite("Course modes")
struct CourseModeTests {
  struct Slug: Sendable, CustomTestStringConvertible {
    let slug: String
    let relevant: Bool
    let eligible: Bool
    let eligibleWithoutHonor: Bool
    var testDescription: String { slug }

    init(_ slug: String, relevant: Bool, eligible: Bool = true, withoutHonor: Bool = true) {
      self.slug = slug
      self.relevant = relevant
      self.eligible = eligible
      eligibleWithoutHonor = withoutHonor
    }
  }

  static let slugs = [
    Slug("credit", relevant: true), Slug("verified", relevant: true), Slug("professional", relevant: true),
    Slug("no-id-professional", relevant: true), Slug("executive-education", relevant: true),
    Slug("paid-executive-education", relevant: true), Slug("paid-bootcamp", relevant: true),
    Slug("masters", relevant: true),
    Slug("audit", relevant: false, eligible: false, withoutHonor: false),
    Slug("honor", relevant: false, eligible: true, withoutHonor: false),
    Slug("unpaid-executive-education", relevant: false), Slug("unpaid-bootcamp", relevant: false),
    Slug("a-mode-of-next-year", relevant: false), Slug("", relevant: false), Slug("Audit", relevant: false),
  ]

  @Test(
    "Each slug is relevant, eligible and sent as the LMS says, with and without honor certificates",
    arguments: slugs
  )
  func judges(_ slug: Slug) {
    let mode = CourseMode(rawValue: slug.slug)
    #expect(mode.isCertificateRelevant == slug.relevant)
    #expect(mode.isEligibleForCertificate() == slug.eligible)
    #expect(mode.isEligibleForCertificate(honorCertificatesDisabled: true) == slug.eligibleWithoutHonor)
    #expect(mode.isSent() == (slug.relevant || slug.eligible))
    #expect(mode.isSent(honorCertificatesDisabled: true) == (slug.relevant || slug.eligibleWithoutHonor))
  }

  @Test("Only audit is never sent, and honor when it is switched off")
  func namesWhatIsNotSent() {
    #expect(Self.slugs.filter { !CourseMode(rawValue: $0.slug).isSent() }.map(\.slug) == ["audit"])
    let unsent = Self.slugs.filter { !CourseMode(rawValue: $0.slug).isSent(honorCertificatesDisabled: true) }
    #expect(unsent.map(\.slug) == ["audit", "honor"])
  }

  @Test("The named modes carry the slugs of the LMS")
  func names() {
    let named: [CourseMode] = [
      .credit, .verified, .professional, .noIDProfessional, .executiveEducation, .paidExecutiveEducation,
      .paidBootcamp, .masters, .audit, .honor, .unpaidExecutiveEducation, .unpaidBootcamp,
    ]
    #expect(named.map(\.rawValue) == Self.slugs.prefix(12).map(\.slug))
  }
}
