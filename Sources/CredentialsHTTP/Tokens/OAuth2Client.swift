import Credentials
import OpenEdX

/// Gets tokens from the LMS by OAuth2's client credentials.
package struct OAuth2Client: Sendable {
  private let transport: any HTTPTransport
  private let identifier: String
  private let secret: Secret
  private let clock: @Sendable () -> UTCTime

  /// Takes the way to the LMS and the client that was registered there.
  package init(
    over transport: any HTTPTransport,
    identifier: String,
    secret: Secret,
    clock: @escaping @Sendable () -> UTCTime = { .now }
  ) {
    self.transport = transport
    self.identifier = identifier
    self.secret = secret
    self.clock = clock
  }

  /// Tokens that renew themselves.
  package func tokens() -> RenewingTokens {
    RenewingTokens(origin: "the LMS \(transport.base.site), client \(identifier)", clock: clock) { await fetch() }
  }

  private func fetch() async -> Result<AccessToken, TokenError> {
    do throws(TokenError) { return .success(try await newToken()) } catch { return .failure(error) }
  }

  private func newToken() async throws(TokenError) -> AccessToken {
    let call = HTTPCall(
      method: .post,
      path: "/oauth2/access_token/",
      body: .form([
        ("grant_type", "client_credentials"), ("client_id", identifier), ("client_secret", secret.revealed),
        ("token_type", "jwt"),
      ])
    )
    let answer: CredentialsAnswer
    do throws(CredentialsTransportError) {
      let reply = try await transport.send(call)
      // A success is read and never told.
      let mask = SecretMask((200..<300).contains(reply.status) ? [] : [secret])
      answer = try CredentialsAnswer(reply, site: transport.base.site, service: .lms, hiding: mask, now: clock())
    } catch {
      let text = "no token from the LMS: \(error)"
      throw error.isConfiguration ? .refused(text) : .unavailable(text)
    }
    guard answer.isSuccess else { throw refusal(answer) }
    guard let text = answer.body["access_token"]?.string else {
      throw .refused("the LMS \(transport.base.site) answered without access_token")
    }
    var expires: UTCTime?
    if case .number(let seconds)? = answer.body["expires_in"], seconds.magnitude < 1e9 {
      expires = clock().adding(seconds: seconds)
    }
    return try AccessToken(Secret(text), expires: expires)
  }

  /// A wrong client is the configuration's fault; a busy or broken LMS is not.
  private func refusal(_ answer: CredentialsAnswer) -> TokenError {
    let isPermanent = (400..<500).contains(answer.status) && answer.status != 429 && answer.status != 408
    let text =
      "no token from the LMS \(transport.base.site) for the client \(identifier): \(answer.status) \(answer.message)"
    return isPermanent ? .refused(text) : .busy(text)
  }
}
