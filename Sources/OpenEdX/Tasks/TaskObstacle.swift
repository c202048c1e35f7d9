/// Why a task of the sync flow posts nothing, thrown by the step that found it.
package enum TaskObstacle: Error, Sendable, Hashable {
  /// It ends without another try, with the reason that the LMS would log.
  case skip(String)
  /// It is tried again later, because the trouble can be repaired.
  case retry(String)

  /// The reason alone.
  package var reason: String {
    switch self {
    case .skip(let reason), .retry(let reason): reason
    }
  }

  /// The step with which every task begins: without Credentials use nothing is sent, and the LMS tries again.
  static func requireIssuance(_ enabled: Bool) throws(TaskObstacle) {
    guard enabled else { throw .retry("Credentials use is disabled in the LMS (CredentialsApiConfig)") }
  }

  /// Reads the key that a task carries.
  static func requireKey(_ text: String) throws(TaskObstacle) -> CourseKey {
    do throws(CourseKeyError) { return try CourseKey(text) } catch { throw .skip(error.description) }
  }

  static func unknownUser(_ username: String) -> TaskObstacle { .skip("user \(username) does not exist in the LMS") }
}
