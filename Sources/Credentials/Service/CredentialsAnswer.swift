import OpenEdX

/// What the service answered to one request.
package struct CredentialsAnswer: Sendable, Hashable {
  /// The HTTP status.
  package let status: Int
  /// The body; a page of HTML or an empty body is a text.
  package let body: JSONValue
  /// The seconds of a `Retry-After` header, which comes with 429.
  package let retryAfter: Double?

  /// Takes the parts of the answer.
  package init(status: Int, body: JSONValue, retryAfter: Double? = nil) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
  }

  /// Whether the request was carried out: any status of the 200s; the service answers 201 to create and update alike.
  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// Why a post is not carried out.
enum CredentialsRefusal: Error {
  /// The body is wrong: 400, with what the real service says about it.
  case invalid(JSONValue)
  /// The real service fails here with a page of HTML: 500, and nothing of the post is kept.
  case crash(String)

  /// The 400 for a field whose credential configuration cannot be used: an object of one plain text.
  static func credential(_ name: String, _ message: String) -> CredentialsRefusal {
    .invalid(["credential": .object([name: .string(message)])])
  }

  var answer: CredentialsAnswer {
    switch self {
    case .invalid(let body): CredentialsAnswer(status: 400, body: body)
    case .crash(let reason): CredentialsAnswer(status: 500, body: ["detail": .string("Server Error (\(reason))")])
    }
  }
}
