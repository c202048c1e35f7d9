import Credentials
import OpenEdX

/// A post of a credential that a run made and the service accepted.
package struct RunPost: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// The run of a course, or the program.
  package let subject: PostSubject
  /// What was posted.
  package let status: CredentialStatus
  /// The certificate's mode; nil for a program.
  package var mode: CourseMode?
  /// The date override that was posted.
  package var dateOverride: UTCTime?
  /// When the service says that it kept the post; nil where it does not say.
  package var modified: UTCTime?
  /// What the post was to repair.
  package var findings: [Finding] = []
  /// Whether the post undid another one.
  package var isUndoing = false

  /// Makes one of what the journal says.
  package init(username: String, subject: PostSubject, status: CredentialStatus) {
    self.username = username
    self.subject = subject
    self.status = status
  }

  /// What the credential is once the post is taken back.
  package var reversedStatus: CredentialStatus { status == .awarded ? .revoked : .awarded }

  /// The task that takes it back.
  var request: TaskRequest { .undoPost(username: username, subject: subject) }

  /// What is to be done about the post.
  package enum Decision: Sendable, Hashable {
    /// It is taken back.
    case reverse
    /// The credential is already as it would be then.
    case isReversed
    /// It is left as it is, for this reason.
    case leave(String)
  }

  /// What is to be done, by what Credentials holds of the learner: what somebody changed since is left alone.
  ///
  /// Times are compared in whole seconds, since lists cut fractions off.
  package func decision(by held: [ListedCredential]) -> Decision {
    if findings.contains(.overrideDrift), !findings.contains(where: Self.setsStatus) {
      return .leave("it set a date override, and the journal does not hold the one before")
    }
    guard let found = held.first(where: { subject.isSame(as: $0.subject) }) else {
      return .leave("Credentials has no such credential any more")
    }
    guard found.status == status else { return .isReversed }
    if let modified, found.modified.wholeSeconds != modified.wholeSeconds {
      return .leave("it was posted again at \(found.modified.apiText), after the run")
    }
    if case .courseRun = subject, found.dateOverride?.wholeSeconds != dateOverride?.wholeSeconds {
      return .leave("its date override was changed after the run")
    }
    return .reverse
  }

  private static func setsStatus(_ finding: Finding) -> Bool {
    finding.isRepairedByDefault || finding == .awardStale || finding == .programAwardLost
      || finding == .programAwardStale
  }

  /// The post that takes it back.
  ///
  /// - Parameter lmsUserID: the learner's id in the LMS, which goes with the award of a program alone.
  /// - Returns: nil where the id is needed and not known.
  func reversed(lmsUserID: Int64?) -> CredentialsRequest? {
    switch subject {
    case .courseRun(let key):
      return .courseCredential(
        CourseCredentialPost(
          username: username,
          status: reversedStatus,
          courseRunKey: key.text,
          mode: mode ?? .verified,
          dateOverride: dateOverride
        )
      )
    case .program(let uuid):
      guard let id = lmsUserID ?? (reversedStatus == .revoked ? 0 : nil) else { return nil }
      return .programCredential(
        ProgramCredentialPost(username: username, lmsUserID: id, program: uuid, status: reversedStatus)
      )
    }
  }
}
