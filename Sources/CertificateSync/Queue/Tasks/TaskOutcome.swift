import Credentials

/// What came of running a task once (design: "The engine", 5).
package enum TaskOutcome: Sendable, Hashable {
  /// Posted and confirmed.
  case done(String)
  /// Ended without a post.
  case skipped(String)
  /// A trouble that may pass; `after` is the service's own wish in seconds, which the whole queue follows.
  case retry(String, after: Double?)
  /// Refused for good.
  case dead(String)
  /// Refused because of the configuration: every other task would be as well, so the queue pauses.
  case pause(String)

  /// Maps an answer of the Credentials service that is not a success.
  ///
  /// 429 waits and is tried again, after a minute when the service does not say how long; 401 and 403 are the
  /// configuration's fault; other 4xx are permanent; 5xx can be transient (<doc:CredentialsAPI#Credentials>: a deadlock
  /// answers 500).
  package init(refusal answer: CredentialsAnswer) {
    let text = "\(answer.status) \(answer.message)"
    switch answer.status {
    case 429: self = .retry(text, after: Self.bounded(answer.retryAfter) ?? 60)
    case 401, 403: self = .pause(text)
    case 400..<500: self = .dead(text)
    default: self = .retry(text, after: Self.bounded(answer.retryAfter))
    }
  }

  /// Maps a request without an answer: tried again, unless the configuration is at fault.
  ///
  /// An answer of the 200s that is not the service's JSON counts as none, so that a page of a proxy is never taken for
  /// a credential posted; it may pass, like a page that says “back soon”. A redirect pauses the queue. What another process
  /// is to post is left to it.
  package init(unanswered error: CredentialsTransportError) {
    if error.isElsewhere {
      self = .skipped(error.reason)
      return
    }
    self = error.isConfiguration ? .pause(error.reason) : .retry(error.told, after: nil)
  }

  /// The wait that a service may ask for: at most an hour, since a header is only text from outside.
  private static func bounded(_ seconds: Double?) -> Double? {
    guard let seconds, seconds.isFinite else { return nil }
    return min(max(seconds, 0), 3600)
  }

  /// Whether the task is over; a retry or a pause leaves it in the queue.
  var endsTask: Bool {
    switch self {
    case .done, .skipped, .dead: true
    case .retry, .pause: false
    }
  }

  /// The outcome in words.
  package var message: String {
    switch self {
    case .done(let text), .skipped(let text), .retry(let text, _), .dead(let text), .pause(let text): text
    }
  }
}
