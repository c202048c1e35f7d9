import GRDB
import OpenEdX

/// A row of `certificates_generatedcertificate`.
package struct GeneratedCertificate: Sendable, Hashable {
  /// The row's id.
  package let id: Int64
  /// The learner's id in the LMS.
  package let userID: Int64
  /// The learner.
  package let username: String
  /// The run, as the row spells it.
  package let courseRunKey: String
  /// 32 hexadecimal digits that stay the same over all saves.
  package let verifyUUID: String
  /// The status.
  package let status: CertificateStatus
  /// The mode.
  package let mode: CourseMode
  /// The grade as text, "" when absent or zero.
  package let grade: String
  /// When the row was first saved.
  package let created: UTCTime
  /// When it was last saved.
  package let modified: UTCTime
}

/// What a save puts into a certificate; the rest of the row is kept.
package struct CertificateValues: Sendable, Hashable {
  /// The status to save.
  package var status: CertificateStatus
  /// The mode to save.
  package var mode: CourseMode
  /// The grade as text, "" when absent or zero.
  package var grade: String

  /// Takes the values.
  package init(status: CertificateStatus, mode: CourseMode, grade: String = "") {
    self.status = status
    self.mode = mode
    self.grade = grade
  }
}
