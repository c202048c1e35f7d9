import OpenEdX

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
