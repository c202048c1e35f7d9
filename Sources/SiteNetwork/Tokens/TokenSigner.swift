import CredentialsHTTP
import JWTKit
import OpenEdX

/// Signs tokens here, as the LMS does in its own process (<doc:LMSConfiguration#Tokens>).
package struct TokenSigner: Sendable {
  /// What signs.
  package enum Key: Sendable {
    /// `JWT_AUTH.JWT_SECRET_KEY`: HS256.
    case shared(Secret)
    /// The private key of a pair whose public half is in `JWT_PUBLIC_SIGNING_JWK_SET`, in PEM form: RS512.
    case privatePEM(Secret)
  }

  /// What the tokens say.
  package struct Claims: Sendable, Hashable {
    /// `iss`: one of the service's `JWT_ISSUERS`.
    package var issuer: String
    /// `aud`: that of the service's first issuer.
    package var audience: String
    /// `preferred_username`: the worker's account; the service makes it when it is new.
    package var username: String
    /// Seconds for which a token is good; the LMS's are good for an hour.
    var lifetime: Double

    /// Takes the claims.
    package init(issuer: String, audience: String, username: String, lifetime: Double = 3600) {
      self.issuer = issuer
      self.audience = audience
      self.username = username
      self.lifetime = lifetime
    }
  }

  private enum Signer: Sendable {
    case hmac(HMACKey)
    case rsa(Insecure.RSA.PrivateKey)
  }

  private let signer: Signer
  private let claims: Claims
  private let clock: @Sendable () -> UTCTime

  /// Takes the key and the claims.
  ///
  /// - Throws: `TokenError.refused` when the private key cannot be read.
  package init(_ key: Key, claims: Claims, clock: @escaping @Sendable () -> UTCTime = { .now }) throws(TokenError) {
    switch key {
    case .shared(let secret): signer = .hmac(HMACKey(from: Self.padded(secret)))
    case .privatePEM(let pem):
      do { signer = .rsa(try Insecure.RSA.PrivateKey(pem: pem.revealed)) } catch {
        throw .refused("the private key could not be read; it must be an RSA key in PEM form")
      }
    }
    self.claims = claims
    self.clock = clock
  }

  /// Tokens that renew themselves.
  package func tokens() -> RenewingTokens {
    RenewingTokens(
      origin: "a key that signs here for \(claims.username)",
      notes: [
        "Credentials makes an account of staff for any name that is signed: if \(claims.username) is not yet one there,",
        "the first request with the token makes it. Check signing.username before you post.",
      ],
      clock: clock
    ) {
      do throws(TokenError) { return .success(try await sign()) } catch { return .failure(error) }
    }
  }

  /// The site's secret is as short as it is, but JWTKit ends the process for one of fewer than 32 bytes. HMAC itself
  /// fills a key with zeros up to 64 bytes (RFC 2104, 2), so zeros at its end change no signature.
  private static func padded(_ secret: Secret) -> [UInt8] {
    let bytes = Array(secret.revealed.utf8)
    return bytes + [UInt8](repeating: 0, count: max(0, 32 - bytes.count))
  }

  private func sign() async throws(TokenError) -> AccessToken {
    let now = clock()
    let expires = now.adding(seconds: claims.lifetime)
    let payload = Payload(claims, issued: now, expires: expires)
    let keys = JWTKeyCollection()
    switch signer {
    case .hmac(let key): await keys.add(hmac: key, digestAlgorithm: .sha256)
    case .rsa(let key): await keys.add(rsa: key, digestAlgorithm: .sha512)
    }
    let text: String
    do { text = try await keys.sign(payload) } catch { throw .refused("the token could not be signed here") }
    return try AccessToken(Secret(text), expires: expires)
  }
}

extension TokenSigner: CustomReflectable {
  /// Without children: the key must not show in a dump.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The claims that the service reads (<doc:CredentialsAPI#Signing-in>), spelled as the LMS spells them.
private struct Payload: JWTPayload {
  let iss: String
  let aud: String
  let iat: Int64
  let exp: Int64
  let preferred_username: String
  let administrator = true
  let superuser = false
  let version = "1.2.0"
  let scopes = ["email", "profile", "user_id"]
  let grant_type = ""

  private enum CodingKeys: String, CodingKey {
    case iss, aud, iat, exp, preferred_username, administrator, superuser, version, scopes, grant_type
  }

  init(_ claims: TokenSigner.Claims, issued: UTCTime, expires: UTCTime) {
    iss = claims.issuer
    aud = claims.audience
    preferred_username = claims.username
    iat = issued.wholeSeconds.microseconds / 1_000_000
    exp = expires.wholeSeconds.microseconds / 1_000_000
  }

  func verify(using algorithm: some JWTAlgorithm) async throws {}
}
