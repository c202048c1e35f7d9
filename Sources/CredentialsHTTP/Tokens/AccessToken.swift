import OpenEdX

/// A token for the Credentials service, with the time to which it is good.
package struct AccessToken: Sendable, Hashable {
  /// The token itself.
  package let secret: Secret
  /// When it expires; nil when that is unknown.
  package let expires: UTCTime?
  /// What it says of itself; nil when it is no JWT.
  let claims: TokenClaims?
  /// Hides it in what comes back.
  let mask: SecretMask

  /// Takes a token.
  ///
  /// - Throws: `TokenError.refused` when the text cannot stand in a header, as when a whole file of something else was
  ///   named.
  package init(_ secret: Secret, expires: UTCTime? = nil) throws(TokenError) {
    guard !secret.revealed.isEmpty, secret.revealed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .refused("the token holds characters that no token has; check what the file or variable holds")
    }
    self.secret = secret
    claims = TokenClaims(secret)
    mask = SecretMask([secret])
    self.expires = expires ?? claims?.expires
  }

  /// `JWT …`: the service does not read `Bearer` (<doc:CredentialsAPI#Signing-in>).
  var authorization: Secret { Secret("JWT " + secret.revealed) }
}

/// Why there is no token.
package enum TokenError: Error, Sendable, Hashable {
  /// The configuration is at fault: trying again gives the same.
  case refused(String)
  /// There is a token, but it may not be sent; the configuration is at fault as well.
  case unfit(TokenFault)
  /// The LMS could not be reached: later it may go well.
  case unavailable(String)
  /// The LMS answered that it cannot give one now: it is busy or in trouble.
  case busy(String)

  /// The reason as one line, without any secret.
  package var reason: String {
    switch self {
    case .refused(let text), .unavailable(let text), .busy(let text): text
    case .unfit(let fault): fault.finding
    }
  }
}
