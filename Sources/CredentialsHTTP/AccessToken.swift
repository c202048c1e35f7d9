import OpenEdX

/// A token for the Credentials service, with the time to which it is good.
public struct AccessToken: Sendable, Hashable {
  /// The token itself.
  public let secret: Secret
  /// When it expires; nil when that is unknown.
  public let expires: UTCTime?

  /// Takes a token.
  ///
  /// - Throws: `TokenError.refused` when the text cannot stand in a header, as when a whole file of something else was
  ///   named.
  public init(_ secret: Secret, expires: UTCTime? = nil) throws(TokenError) {
    guard !secret.revealed.isEmpty, secret.revealed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .refused("the token holds characters that no token has; check what the file or variable holds")
    }
    self.secret = secret
    self.expires = expires ?? TokenClaims(secret)?.expires
  }

  /// `JWT …`: the service does not read `Bearer` (credentials-api.md 1).
  var authorization: Secret { Secret("JWT " + secret.revealed) }
}

/// Why there is no token.
public enum TokenError: Error, Sendable, Hashable {
  /// The configuration is at fault: trying again gives the same.
  case refused(String)
  /// The LMS could not be reached or was in trouble: later it may go well.
  case unavailable(String)

  /// The reason as one line, without any secret.
  public var reason: String {
    switch self {
    case .refused(let text), .unavailable(let text): text
    }
  }
}
