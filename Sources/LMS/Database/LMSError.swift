/// A change that the LMS's data does not allow.
public struct LMSError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: Sendable {
    /// No user of that name.
    case unknownUser
    /// No certificate of that user in that run.
    case unknownCertificate
    /// No course overview of that run.
    case unknownCourseRun
  }

  /// What kind of trouble it is.
  public let code: Code
  /// One line that names the thing and the reason.
  public let description: String
}
