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
    switch self {
    case .credential(let body): Self.difference(posted: body, answered: answer.body)
    case .grade(let body):
      Self.difference("username", body["username"], answer.body["username"])
        ?? Self.difference("course_run", body["course_run"], answer.body["course_run"])
    case .courseCertificate(let body): Self.difference("course_id", body["course_id"], answer.body["course_id"])
    }
  }

  private static func difference(posted: JSONValue, answered: JSONValue) -> String? {
    if let difference = difference("username", posted["username"], answered["username"]) { return difference }
    let (asked, given) = (posted["credential"], answered["credential"])
    if let program = asked?["program_uuid"] {
      // The service writes hyphens, whatever was posted.
      let spelled = { (value: JSONValue?) in value?.string.flatMap { ProgramUUID($0) }.map { JSONValue.string($0.hex) }
      }
      if let difference = difference("program_uuid", spelled(program), spelled(given?["program_uuid"])) {
        return difference
      }
    } else if let difference = difference("course_run_key", asked?["course_run_key"], given?["course_run_key"]) {
      return difference
    }
    // A post without a status awards; one without a learner is none.
    guard posted["username"] != nil else { return nil }
    return difference("status", posted["status"] ?? "awarded", answered["status"])
  }

  private static func difference(_ name: String, _ posted: JSONValue?, _ answered: JSONValue?) -> String? {
    guard let posted = posted?.string else { return nil }
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
