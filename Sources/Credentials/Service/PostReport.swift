import OpenEdX

/// Why something is posted.
package struct PostCause: Sendable, Hashable {
  /// What the post repairs, as the plan found it; empty for a post that a change in the LMS asked for.
  package let findings: [Finding]
  /// Which try of its task this is, from 1.
  package let attempt: Int
  /// The name of the backfill's run that it belongs to; nil outside a backfill.
  package let run: String?
  /// The name of the run that it undoes; nil where it undoes none.
  package var undoes: String?

  /// Takes a cause.
  package init(findings: [Finding], attempt: Int, run: String? = nil) {
    self.findings = findings
    self.attempt = attempt
    self.run = run
  }
}

/// A post, why it was made, and what came of it: the one value that all who watch posts are given.
package struct PostReport: Sendable {
  /// What was posted.
  package let request: CredentialsRequest
  /// Why; nil for a post outside a task.
  package let cause: PostCause?
  /// The answer, or why there was none.
  package let result: Result<CredentialsAnswer, CredentialsTransportError>
  /// Whether the answer is the site's row, read later because the post's own answer never came.
  package let isReadLater: Bool

  /// Takes the parts.
  package init(
    _ request: CredentialsRequest,
    cause: PostCause?,
    result: Result<CredentialsAnswer, CredentialsTransportError>,
    isReadLater: Bool = false
  ) {
    self.request = request
    self.cause = cause
    self.result = result
    self.isReadLater = isReadLater
  }

  /// The answer of success; nil for a refusal and where there was none.
  package var accepted: CredentialsAnswer? {
    guard case .success(let answer) = result, answer.isSuccess else { return nil }
    return answer
  }
}

/// Is given each post once there is an answer or none will come, on the task that posts; the next step waits for it.
package typealias PostObserver = @Sendable (PostReport) -> Void
