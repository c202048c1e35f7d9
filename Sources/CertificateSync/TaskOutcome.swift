import Credentials

/// What came of running a task once (design: "The engine", 5).
public enum TaskOutcome: Sendable, Hashable {
  /// Posted and confirmed.
  case done(String)
  /// Ended without a post.
  case skipped(String)
  /// A trouble that may pass; `after` is the service's own wish in seconds.
  case retry(String, after: Double?)
  /// Refused for good.
  case dead(String)
  /// Refused because of the configuration: every other task would be as well, so the queue pauses.
  case pause(String)

  /// Maps an answer of the Credentials service that is not a success.
  ///
  /// 429 waits and is tried again; 401 and 403 are the configuration's fault; other 4xx are permanent; 5xx can be
  /// transient (credentials-api.md 2: a deadlock answers 500).
  public init(refusal answer: CredentialsAnswer) {
    let text = "\(answer.status) \(answer.message)"
    switch answer.status {
    case 429: self = .retry(text, after: answer.retryAfter)
    case 401, 403: self = .pause(text)
    case 400..<500: self = .dead(text)
    default: self = .retry(text, after: answer.retryAfter)
    }
  }

  /// The outcome in words.
  public var message: String {
    switch self {
    case .done(let text), .skipped(let text), .retry(let text, _), .dead(let text), .pause(let text): text
    }
  }
}
