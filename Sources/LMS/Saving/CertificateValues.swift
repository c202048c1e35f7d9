import OpenEdX

/// What a save puts into a certificate; the rest of the row is kept.
public struct CertificateValues: Sendable, Hashable {
  /// The status to save.
  public var status: CertificateStatus
  /// The mode to save.
  public var mode: CourseMode
  /// The grade as text, "" when absent or zero.
  public var grade: String

  /// Takes the values.
  public init(status: CertificateStatus, mode: CourseMode, grade: String = "") {
    self.status = status
    self.mode = mode
    self.grade = grade
  }
}
