/// An enrolment track of a course run, which its certificate carries.
///
/// Unknown slugs are kept as they are: the databases do not restrict them (lms-facts.md 2).
public struct CourseMode: RawRepresentable, Hashable, Sendable {
  /// The slug as the databases hold it.
  public let rawValue: String

  /// Takes any slug.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// `verified`
  public static let verified = CourseMode(rawValue: "verified")
  /// `honor`
  public static let honor = CourseMode(rawValue: "honor")
  /// `audit`
  public static let audit = CourseMode(rawValue: "audit")
  /// `professional`
  public static let professional = CourseMode(rawValue: "professional")
  /// `no-id-professional`
  public static let noIDProfessional = CourseMode(rawValue: "no-id-professional")
  /// `credit`
  public static let credit = CourseMode(rawValue: "credit")
  /// `masters`
  public static let masters = CourseMode(rawValue: "masters")
  /// `executive-education`
  public static let executiveEducation = CourseMode(rawValue: "executive-education")
  /// `paid-executive-education`
  public static let paidExecutiveEducation = CourseMode(rawValue: "paid-executive-education")
  /// `unpaid-executive-education`
  public static let unpaidExecutiveEducation = CourseMode(rawValue: "unpaid-executive-education")
  /// `paid-bootcamp`
  public static let paidBootcamp = CourseMode(rawValue: "paid-bootcamp")
  /// `unpaid-bootcamp`
  public static let unpaidBootcamp = CourseMode(rawValue: "unpaid-bootcamp")

  private static let certificateRelevant: Set<CourseMode> = [
    credit, verified, professional, noIDProfessional, executiveEducation, paidExecutiveEducation, paidBootcamp, masters,
  ]

  /// Whether the slug is one of the LMS's `CERTIFICATE_RELEVANT_MODES`.
  public var isCertificateRelevant: Bool { Self.certificateRelevant.contains(self) }

  /// The LMS's `is_eligible_for_certificate(mode)` as the award task calls it: without the certificate's status.
  ///
  /// - Parameter honorCertificatesDisabled: the LMS setting `DISABLE_HONOR_CERTIFICATES`, false by default.
  public func isEligibleForCertificate(honorCertificatesDisabled: Bool = false) -> Bool {
    if self == .audit { return false }
    return !(self == .honor && honorCertificatesDisabled)
  }

  /// Whether the award task sends a certificate of this mode: relevant or eligible (lms-facts.md 0.2).
  public func isSent(honorCertificatesDisabled: Bool = false) -> Bool {
    isCertificateRelevant || isEligibleForCertificate(honorCertificatesDisabled: honorCertificatesDisabled)
  }
}
