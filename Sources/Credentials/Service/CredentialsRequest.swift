import OpenEdX

/// One post, as the rule that asked for it made it.
package enum CredentialsRequest: Sendable, Hashable {
  /// Awards, revokes or updates the credential of a course run.
  case courseCredential(CourseCredentialPost)
  /// Awards or revokes the credential of a program.
  case programCredential(ProgramCredentialPost)
  /// Sets a grade.
  case grade(GradePost)
  /// Sets a run's certificate configuration, and with it the available date.
  case courseCertificate(CourseCertificatePost)

  /// The learner; nil for a post that is about a run alone.
  package var username: String? {
    switch self {
    case .courseCredential(let post): post.username
    case .programCredential(let post): post.username
    case .grade(let post): post.username
    case .courseCertificate: nil
    }
  }

  /// The run or the program.
  package var subject: PostSubject {
    switch self {
    case .courseCredential(let post): .courseRun(ExactText(post.courseRunKey))
    case .programCredential(let post): .program(post.program)
    case .grade(let post): .courseRun(ExactText(post.courseRunKey))
    case .courseCertificate(let post): .courseRun(ExactText(post.courseRunKey))
    }
  }

  /// What the post sets.
  package var key: PostKey {
    let field: PostKey.Field =
      switch self {
      case .courseCredential, .programCredential: .credential
      case .grade: .grade
      case .courseCertificate: .configuration
      }
    return PostKey(field, username: username ?? "", subject: subject)
  }

  /// Learner and subject, for the operator.
  package var name: String { [username, subject.description].compactMap { $0 }.joined(separator: " ") }
}

/// What a post is about.
package enum PostSubject: Sendable, Hashable, CustomStringConvertible {
  /// A course run; keys are told apart exactly.
  case courseRun(ExactText)
  /// A program.
  case program(ProgramUUID)

  /// The run's key, or “program” and its UUID.
  package var description: String {
    switch self {
    case .courseRun(let key): key.text
    case .program(let uuid): "program \(uuid)"
    }
  }
}

/// What a post sets: two posts of one key differ only in the value and the time.
package struct PostKey: Sendable, Hashable {
  /// What is set of a learner, a run or a program.
  package enum Field: Sendable, Hashable {
    /// The status of a credential.
    case credential
    /// A grade.
    case grade
    /// A run's certificate configuration.
    case configuration
  }

  private let field: Field
  private let username: ExactText
  private let subject: PostSubject

  /// Takes the parts; the username is empty for a configuration.
  package init(_ field: Field, username: String, subject: PostSubject) {
    self.field = field
    self.username = ExactText(username)
    self.subject = subject
  }
}

/// A post as an HTTP request carries it: the address and the body (<doc:CredentialsAPI#Credentials>,
/// <doc:CredentialsAPI#Other-writes>).
///
/// It is made where a request is written, and read where one is served; nothing in between knows it.
package enum PostBody: Sendable, Hashable {
  /// `POST /api/v2/credentials/`
  case credential(JSONValue)
  /// `POST /api/v2/grades/`
  case grade(JSONValue)
  /// `POST /api/v2/course_certificates/`
  case courseCertificate(JSONValue)

  /// Writes the body of a post as the LMS writes it.
  package init(_ request: CredentialsRequest) {
    switch request {
    case .courseCredential(let post): self = .credential(post.json)
    case .programCredential(let post): self = .credential(post.json)
    case .grade(let post): self = .grade(post.json)
    case .courseCertificate(let post): self = .courseCertificate(post.json)
    }
  }
}
