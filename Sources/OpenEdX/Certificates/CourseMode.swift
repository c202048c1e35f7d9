/// An enrolment track of a course run, which its certificate carries.
///
/// Unknown slugs are kept as they are: the databases do not restrict them (<doc:CertificatesAndModes#Modes>).
package struct CourseMode: RawRepresentable, Hashable, Sendable {
  /// The slug as the databases hold it.
  package let rawValue: String

  /// Takes any slug.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// `verified`
  package static let verified = CourseMode(rawValue: "verified")
  /// `honor`
  package static let honor = CourseMode(rawValue: "honor")
  /// `audit`
  package static let audit = CourseMode(rawValue: "audit")
  /// `professional`
  package static let professional = CourseMode(rawValue: "professional")
  /// `no-id-professional`
  package static let noIDProfessional = CourseMode(rawValue: "no-id-professional")
  /// `credit`
  package static let credit = CourseMode(rawValue: "credit")
  /// `masters`
  package static let masters = CourseMode(rawValue: "masters")
  /// `executive-education`
  package static let executiveEducation = CourseMode(rawValue: "executive-education")
  /// `paid-executive-education`
  package static let paidExecutiveEducation = CourseMode(rawValue: "paid-executive-education")
  /// `unpaid-executive-education`
  package static let unpaidExecutiveEducation = CourseMode(rawValue: "unpaid-executive-education")
  /// `paid-bootcamp`
  package static let paidBootcamp = CourseMode(rawValue: "paid-bootcamp")
  /// `unpaid-bootcamp`
  package static let unpaidBootcamp = CourseMode(rawValue: "unpaid-bootcamp")

  private static let certificateRelevant: Set<CourseMode> = [
    credit, verified, professional, noIDProfessional, executiveEducation, paidExecutiveEducation, paidBootcamp, masters,
  ]

  /// Whether the slug is one of the LMS's `CERTIFICATE_RELEVANT_MODES`.
  package var isCertificateRelevant: Bool { Self.certificateRelevant.contains(self) }

  /// The LMS's `is_eligible_for_certificate(mode)` as the award task calls it: without the certificate's status.
  ///
  /// - Parameter honorCertificatesDisabled: the LMS setting `DISABLE_HONOR_CERTIFICATES`, false by default.
  package func isEligibleForCertificate(honorCertificatesDisabled: Bool = false) -> Bool {
    if self == .audit { return false }
    return !(self == .honor && honorCertificatesDisabled)
  }

  /// Whether the award task sends a certificate of this mode: relevant or eligible (<doc:CertificatesAndModes#Modes>).
  package func isSent(honorCertificatesDisabled: Bool = false) -> Bool {
    isCertificateRelevant || isEligibleForCertificate(honorCertificatesDisabled: honorCertificatesDisabled)
  }
}
