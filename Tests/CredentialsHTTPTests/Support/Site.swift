import Credentials
import CredentialsHTTP
import LoopbackSupport
import OpenEdX
import SiteNetwork

/// Clients of the loopback server.
enum Site {
  static let tokenText = FakeToken.jwt()
  static let token = Secret(tokenText)

  static func service(
    _ server: LoopbackServer,
    tokens: (any TokenSource)? = nil,
    settings: TransportSettings = TransportSettings(),
    reading expected: ExpectedSite? = nil,
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws -> RemoteCredentialsService {
    try service(server.address, tokens: tokens, settings: settings, reading: expected, clock: clock)
  }

  static func service(
    _ address: String,
    tokens: (any TokenSource)? = nil,
    settings: TransportSettings = TransportSettings(),
    reading expected: ExpectedSite? = nil,
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) throws -> RemoteCredentialsService {
    try RemoteCredentialsService(
      ServiceURL(address),
      tokens: try tokens ?? FixedToken(AccessToken(token), origin: "the test"),
      settings: settings,
      reading: expected,
      clock: clock
    )
  }
}

extension CredentialsRequest {
  /// The award of a course's credential, where a test needs some post.
  static func award(_ username: String = "dana", _ status: CredentialStatus = .awarded) -> CredentialsRequest {
    .courseCredential(
      CourseCredentialPost(
        username: username,
        status: status,
        courseRunKey: "course-v1:A+B+C",
        mode: .verified,
        dateOverride: nil
      )
    )
  }

  /// A grade, where a test needs one.
  static func grade(_ username: String = "dana", percent: Double = 0.5) -> CredentialsRequest {
    let grade = SendGrade.Grade(letter: "B", percent: percent, modified: nil)
    return .grade(GradePost(username: username, courseRunKey: "course-v1:A+B+C", grade: grade))
  }

  /// A run's configuration, where a test needs one.
  static var configuration: CredentialsRequest {
    .courseCertificate(CourseCertificatePost(courseRunKey: "course-v1:A+B+C", mode: .verified, availableDate: nil))
  }

  /// What the service answers when it accepts the post, with more members where they are given.
  func row(_ more: [String: JSONValue] = [:]) -> JSONValue {
    let body =
      switch PostBody(self) {
      case .credential(let body), .grade(let body), .courseCertificate(let body): body
      }
    guard case .object(let members) = body else { return body }
    return .object(["status": "awarded"].merging(members) { $1 }.merging(more) { $1 })
  }
}
