/// The status of a `GeneratedCertificate` in the LMS (<doc:SyncFlow#Certificates>).
///
/// Unknown values are kept: old rows hold words that newer releases no longer write.
package struct CertificateStatus: RawRepresentable, Hashable, Sendable {
  /// The word as the database holds it.
  package let rawValue: String

  /// Takes any word.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Granted and ready.
  package static let downloadable = CertificateStatus(rawValue: "downloadable")
  /// Asked for, not there yet.
  package static let generating = CertificateStatus(rawValue: "generating")
  /// The grade fell, or the learner never passed.
  package static let notPassing = CertificateStatus(rawValue: "notpassing")
  /// Invalidated by staff.
  package static let unavailable = CertificateStatus(rawValue: "unavailable")
  /// No approved, unexpired ID verification.
  package static let unverified = CertificateStatus(rawValue: "unverified")
  /// Audit track, passed.
  package static let auditPassing = CertificateStatus(rawValue: "audit_passing")
  /// Audit track, not passed.
  package static let auditNotPassing = CertificateStatus(rawValue: "audit_notpassing")

  /// Whether a save with this status counts as passing; it sets off the program award.
  package var isPassing: Bool { self == .downloadable || self == .generating }

  /// Whether the certificate stands: only `downloadable` does.
  package var isValid: Bool { self == .downloadable }

  /// Whether the certificate is of the audit track, which is never sent.
  package var isAudit: Bool { self == .auditPassing || self == .auditNotPassing }

  /// Whether the `eligible_certificates` manager finds it: all but the two audit statuses.
  package var isEligible: Bool { !isAudit }

  /// What the award task posts for an eligible certificate of this status.
  package var postedStatus: CredentialStatus { isValid ? .awarded : .revoked }
}

/// The status of a `UserCredential` in the Credentials service.
package enum CredentialStatus: String, Sendable, Hashable, CaseIterable {
  /// The learner holds it.
  case awarded
  /// It was taken back, or never held; the record page hides it.
  case revoked
}
