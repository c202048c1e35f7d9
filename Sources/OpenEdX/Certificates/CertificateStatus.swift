/// The status of a `GeneratedCertificate` in the LMS (sync-flow.md 1).
///
/// Unknown values are kept: old rows hold words that newer releases no longer write.
public struct CertificateStatus: RawRepresentable, Hashable, Sendable {
  /// The word as the database holds it.
  public let rawValue: String

  /// Takes any word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Granted and ready.
  public static let downloadable = CertificateStatus(rawValue: "downloadable")
  /// Asked for, not there yet.
  public static let generating = CertificateStatus(rawValue: "generating")
  /// The grade fell, or the learner never passed.
  public static let notPassing = CertificateStatus(rawValue: "notpassing")
  /// Invalidated by staff.
  public static let unavailable = CertificateStatus(rawValue: "unavailable")
  /// No approved, unexpired ID verification.
  public static let unverified = CertificateStatus(rawValue: "unverified")
  /// Audit track, passed.
  public static let auditPassing = CertificateStatus(rawValue: "audit_passing")
  /// Audit track, not passed.
  public static let auditNotPassing = CertificateStatus(rawValue: "audit_notpassing")

  /// Whether a save with this status counts as passing; it sets off the program award.
  public var isPassing: Bool { self == .downloadable || self == .generating }

  /// Whether the certificate stands: only `downloadable` does.
  public var isValid: Bool { self == .downloadable }

  /// Whether the certificate is of the audit track, which is never sent.
  public var isAudit: Bool { self == .auditPassing || self == .auditNotPassing }

  /// Whether the `eligible_certificates` manager finds it: all but the two audit statuses.
  public var isEligible: Bool { !isAudit }

  /// What the award task posts for an eligible certificate of this status.
  public var postedStatus: CredentialStatus { isValid ? .awarded : .revoked }
}
