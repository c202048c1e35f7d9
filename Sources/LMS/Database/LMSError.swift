/// A change that the LMS's data does not allow.
package struct LMSError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable {
    /// No user of that name.
    case unknownUser
    /// No certificate of that user in that run.
    case unknownCertificate
    /// No course overview of that run.
    case unknownCourseRun
  }

  /// What kind of trouble it is.
  package let code: Code
  /// One line that names the thing and the reason.
  package let description: String
}
