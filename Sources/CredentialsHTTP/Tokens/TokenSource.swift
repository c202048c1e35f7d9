import OpenEdX

/// Gives the tokens that requests carry.
package protocol TokenSource: Sendable {
  /// The token for the next request.
  ///
  /// - Throws: `TokenError`; cancelling the waiting task does not end a renewal that others wait for as well.
  func token() async throws(TokenError) -> AccessToken

  /// Another token than the one that the service has just answered with 401; nil when there is no other.
  ///
  /// - Throws: `TokenError` when getting one failed.
  func token(after refused: AccessToken) async throws(TokenError) -> AccessToken?

  /// Where the tokens come from, for the operator.
  var origin: String { get }

  /// Whether this program itself gets a new token before the old one ends.
  var isRenewedHere: Bool { get }

  /// What the operator should know before such a token is sent for the first time, a line each.
  var notes: [String] { get }
}

extension TokenSource {
  /// Nothing.
  package var notes: [String] { [] }
}

/// One token, made elsewhere: from the environment or from a file.
package struct FixedToken: TokenSource {
  private let fixed: AccessToken
  /// Where it was read.
  package let origin: String
  /// It is the only one.
  package let isRenewedHere = false

  /// Takes the token and where it was read.
  package init(_ token: AccessToken, origin: String) {
    fixed = token
    self.origin = origin
  }

  /// The token.
  package func token() async throws(TokenError) -> AccessToken { fixed }

  /// Nil: there is no other.
  package func token(after refused: AccessToken) async throws(TokenError) -> AccessToken? { nil }
}

/// A token in a file that something else renews, such as a sidecar: read again after a 401.
package struct FileToken: TokenSource {
  private let path: String

  /// Takes the path of a file that its owner alone can read.
  package init(path: String) { self.path = path }

  /// The file's name.
  package var origin: String { "the file \(path)" }

  /// Something else renews the file.
  package var isRenewedHere: Bool { false }

  /// The token that the file holds now.
  package func token() async throws(TokenError) -> AccessToken {
    let secret: Secret
    do throws(SecretError) { secret = try Secret.file(path) } catch { throw .refused(error.description) }
    return try AccessToken(secret)
  }

  /// The file's token, if it has been replaced meanwhile.
  package func token(after refused: AccessToken) async throws(TokenError) -> AccessToken? {
    let current = try await token()
    return current.secret == refused.secret ? nil : current
  }
}
