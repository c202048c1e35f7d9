import OpenEdX

/// An award or a revocation as it was posted, to hold against what is read back.
package struct PostedCredential: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// What was awarded or revoked; the mode of a run is not compared, because the configuration's own wins.
  package let subject: ListedCredential.Subject
  /// What was asked for.
  package let status: CredentialStatus
  /// The date that was posted; nil deletes a stored one. A program has none.
  package let dateOverride: UTCTime?

  /// Reads the body of a post; nil when it is not that of a credential.
  package init?(_ body: JSONValue) {
    guard let username = body["username"]?.string,
      let subject = body["credential"].flatMap(ListedCredential.Subject.init)
    else { return nil }
    self.username = username
    self.subject = subject
    status = body["status"]?.string.flatMap(CredentialStatus.init(rawValue:)) ?? .awarded
    dateOverride = body["date_override"]?["date"]?.string.flatMap { UTCTime($0) }
  }

  /// What makes two posts ones of the same credential: the service compares without case.
  var key: ExactText { ExactText("\(username.lowercased())\u{0}\(subject.key)") }

  /// What is different in the learner's credentials, as one line; nil when they are as posted.
  ///
  /// Times are compared in whole seconds, since lists cut fractions off.
  package func difference(from held: [ListedCredential]) -> String? {
    let name = "\(username)  \(subject)"
    guard let found = held.first(where: { $0.subject.key == subject.key }) else {
      return "\(name): posted \(status.rawValue), and there is no such credential"
    }
    if found.status != status { return "\(name): posted \(status.rawValue), and it is \(found.status.rawValue)" }
    guard case .courseRun = subject, found.dateOverride?.wholeSeconds != dateOverride?.wholeSeconds else { return nil }
    let (posted, stored) = (dateOverride?.apiText ?? "none", found.dateOverride?.apiText ?? "none")
    return "\(name): posted the date override \(posted), and it is \(stored)"
  }
}

extension ListedCredential.Subject: CustomStringConvertible {
  /// The run's key or the program.
  package var description: String {
    switch self {
    case .courseRun(let key, _): key
    case .program(let uuid): "program \(uuid)"
    }
  }

  fileprivate var key: String { description.lowercased() }
}
