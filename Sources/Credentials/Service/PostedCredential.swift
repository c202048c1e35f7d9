import OpenEdX

/// An award or a revocation as it was posted, to hold against what is read back.
package struct PostedCredential: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// The run or the program.
  package let subject: PostSubject
  /// What was asked for.
  package let status: CredentialStatus
  /// The date that was posted; nil deletes a stored one. A program has none.
  package let dateOverride: UTCTime?

  /// Takes a post; nil when it is not that of a credential.
  package init?(_ request: CredentialsRequest) {
    switch request {
    case .courseCredential(let post):
      (username, status, dateOverride) = (post.username, post.status, post.dateOverride)
    case .programCredential(let post):
      (username, status, dateOverride) = (post.username, post.status, nil)
    case .grade, .courseCertificate: return nil
    }
    subject = request.subject
  }

  /// Posts of one key are posts of the same credential: the service compares without case.
  var key: ExactText { ExactText("\(username.lowercased())\u{0}\(subject.description.lowercased())") }

  /// What is different in the learner's credentials, as one line; nil when they are as posted.
  ///
  /// Times are compared in whole seconds, since lists cut fractions off.
  package func difference(from held: [ListedCredential]) -> String? {
    let name = "\(username)  \(subject)"
    guard let found = held.first(where: { subject.isSame(as: $0.subject) }) else {
      return "\(name): posted \(status.rawValue), and there is no such credential"
    }
    if found.status != status { return "\(name): posted \(status.rawValue), and it is \(found.status.rawValue)" }
    guard case .courseRun = subject, found.dateOverride?.wholeSeconds != dateOverride?.wholeSeconds else { return nil }
    let (posted, stored) = (dateOverride?.apiText ?? "none", found.dateOverride?.apiText ?? "none")
    return "\(name): posted the date override \(posted), and it is \(stored)"
  }
}

extension PostSubject {
  /// Whether a listed credential is about the same: keys are compared without case, and the mode is the configuration's
  /// own.
  package func isSame(as listed: ListedCredential.Subject) -> Bool {
    switch (self, listed) {
    case (.courseRun(let key), .courseRun(let other, _)): key.text.lowercased() == other.lowercased()
    case (.program(let uuid), .program(let other)): uuid == other
    case (.courseRun, .program), (.program, .courseRun): false
    }
  }
}
