import GRDB
import OpenEdX

/// A row of `certificates_generatedcertificate`.
public struct GeneratedCertificate: Sendable, Hashable {
  /// The row's id.
  public let id: Int64
  /// The learner's id in the LMS.
  public let userID: Int64
  /// The learner.
  public let username: String
  /// The run, as the row spells it.
  public let courseRunKey: String
  /// 32 hexadecimal digits that stay the same over all saves.
  public let verifyUUID: String
  /// The status.
  public let status: CertificateStatus
  /// The mode.
  public let mode: CourseMode
  /// The grade as text, "" when absent or zero.
  public let grade: String
  /// When the row was first saved.
  public let created: UTCTime
  /// When it was last saved.
  public let modified: UTCTime
}
