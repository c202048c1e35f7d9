import OpenEdX

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
