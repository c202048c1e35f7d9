import Credentials
import OpenEdX

/// One post of a task, and what came of it.
package struct TaskPost: Sendable, Hashable {
  /// What a post asks for.
  enum Action: Sendable, Hashable {
    case award
    case revocation
    case grade
    case availableDate
  }

  /// What came back.
  enum Answer: Sendable, Hashable {
    case accepted
    /// A 4xx, in words; the service works.
    case refused(String)
    /// 429.
    case throttled
    /// A 5xx, or none that is the service's.
    case failed
  }

  let action: Action
  /// The learner; empty for a date, which is about a run alone.
  let username: String
  /// The run's key, or “program” and its UUID.
  let subject: String
  let answer: Answer

  init(_ request: CredentialsRequest, _ answer: Answer) {
    self.answer = answer
    switch request {
    case .credential(let body):
      action = body["status"] == "revoked" ? .revocation : .award
      username = body["username"]?.string ?? ""
      subject = PostedCredential(body)?.subject.description ?? ""
    case .grade(let body):
      action = .grade
      username = body["username"]?.string ?? ""
      subject = body["course_run"]?.string ?? ""
    case .courseCertificate(let body):
      action = .availableDate
      username = ""
      subject = body["course_id"]?.string ?? ""
    }
  }

  /// What is posted: two posts of one differ only in when.
  var key: ExactText { Self.key(action == .grade, username, subject) }

  static func key(_ isGrade: Bool, _ username: String, _ subject: String) -> ExactText {
    ExactText("\(isGrade ? "grade" : "credential")\u{0}\(username)\u{0}\(subject)")
  }

  /// Learner and subject, for the operator.
  var name: String { username.isEmpty ? subject : "\(username) \(subject)" }
}

extension TaskPost.Answer {
  init(_ answer: CredentialsAnswer) {
    switch answer.status {
    case 200..<300: self = .accepted
    case 429: self = .throttled
    case 400..<500: self = .refused("\(answer.status) \(answer.message)")
    default: self = .failed
    }
  }
}
