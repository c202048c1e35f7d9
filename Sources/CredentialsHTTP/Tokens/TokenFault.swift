import OpenEdX

/// Why a token is not sent. There is one rule, for every request and for `doctor`.
///
/// The service answers 401 to whatever is no JWT, is expired or lacks a claim. A good one without `administrator` is
/// worse: it takes the account out of the group Admins, and so stops the LMS's own posts, until the next good one
/// (<doc:CredentialsAPI#Signing-in>).
package struct TokenFault: Sendable, Hashable {
  /// What is wrong, as one line.
  package let finding: String
  /// What to do, a line each.
  package let remedies: [String]

  private init(_ finding: String, _ remedies: [String]) {
    self.finding = finding
    self.remedies = remedies
  }

  /// Judges a token; nil when it may be sent.
  ///
  /// - Parameter now: the present, by which it has expired.
  init?(_ token: AccessToken, now: UTCTime) {
    guard let claims = token.claims else {
      self.init(
        "the token is no JWT, so it was not sent: the service takes nothing else",
        [
          "A JWT is three parts with dots between them. Check what the file or variable holds;",
          "a token that was asked for at the LMS by hand needs token_type=jwt in the request.",
        ]
      )
      return
    }
    if !claims.missing.isEmpty {
      self.init(
        "the token lacks \(claims.missing.joined(separator: ", ")), so it was not sent",
        ["The service answers 401 without each of them; have it made anew."]
      )
    } else if let expires = claims.expires, expires <= now {
      self.init(
        "the token expired at \(expires.apiText), so it was not sent",
        ["Get a new one, or check this machine's clock."]
      )
    } else if !claims.isAdministrator {
      let username = ReadableLine.of(claims.username ?? "nobody", limit: 80)
      self.init(
        "the token lacks administrator: true, so it was not sent: it would take the account's rights away",
        [
          "Make the account that the token speaks for staff in the LMS (\(username)).",
          "For a client of the LMS: its application must belong to that account and its tokens carry the user's claims.",
        ]
      )
    } else {
      return nil
    }
  }
}

extension RemoteCredentialsService {
  /// The token for the next request. Where the one held may not be sent, its source is asked for another, since what
  /// renews it may have done so meanwhile.
  ///
  /// - Throws: `TokenError`; `.unfit` when there is none that may be sent.
  func fitToken() async throws(TokenError) -> AccessToken {
    let token = try await tokens.token()
    guard let fault = TokenFault(token, now: clock()) else { return token }
    guard let newer = try await fitToken(after: token) else { throw .unfit(fault) }
    return newer
  }

  /// Another token than the one that was refused; nil when there is no other.
  ///
  /// - Throws: `TokenError`; `.unfit` when the other may not be sent either.
  func fitToken(after refused: AccessToken) async throws(TokenError) -> AccessToken? {
    guard let newer = try await tokens.token(after: refused) else { return nil }
    if let fault = TokenFault(newer, now: clock()) { throw .unfit(fault) }
    return newer
  }
}
