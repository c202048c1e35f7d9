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
