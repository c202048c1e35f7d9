import Credentials
import Foundation
import OpenEdX

extension CredentialsRequest {
  /// What an answer of success says otherwise than what was posted, as one line; nil when it answers this post.
  ///
  /// Every real answer repeats the learner, the run or program and the status (<doc:CredentialsAPI#Credentials>,
  /// <doc:CredentialsAPI#Other-writes>). Names are compared as the service's database does, without case and accents:
  /// “DANA” is answered with “dana”.
  func difference(from answer: CredentialsAnswer) -> String? {
    let row = answer.body
    switch self {
    case .courseCredential(let post):
      return Self.difference("username", post.username, row["username"])
        ?? Self.difference("course_run_key", post.courseRunKey, row["credential"]?["course_run_key"])
        ?? Self.difference("status", post.status.rawValue, row["status"])
    case .programCredential(let post):
      return Self.difference("username", post.username, row["username"])
        ?? Self.difference(post.program, row["credential"]?["program_uuid"])
        ?? Self.difference("status", post.status.rawValue, row["status"])
    case .grade(let post):
      return Self.difference("username", post.username, row["username"])
        ?? Self.difference("course_run", post.courseRunKey, row["course_run"])
    case .courseCertificate(let post):
      return Self.difference("course_id", post.courseRunKey, row["course_id"])
    }
  }

  /// The service writes hyphens, however it was posted.
  private static func difference(_ posted: ProgramUUID, _ answered: JSONValue?) -> String? {
    let isSame = answered?.string.flatMap { ProgramUUID($0) } == posted
    return isSame ? nil : difference("program_uuid", posted.dashed, answered)
  }

  private static func difference(_ name: String, _ posted: String, _ answered: JSONValue?) -> String? {
    guard let answered = answered?.string else { return "\(name) is missing in the answer" }
    guard !isSame(posted, answered) else { return nil }
    let (asked, given) = (ReadableLine.of(posted, limit: 80), ReadableLine.of(answered, limit: 80))
    return "\(name) is “\(given)”, posted was “\(asked)”"
  }

  private static func isSame(_ posted: String, _ answered: String) -> Bool {
    CodePoints.equalWithoutASCIICase(posted, answered) || folded(posted) == folded(answered)
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }
}
