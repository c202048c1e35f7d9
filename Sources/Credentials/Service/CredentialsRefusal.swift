import OpenEdX

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
