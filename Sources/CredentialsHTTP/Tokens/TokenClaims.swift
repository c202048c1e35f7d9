import OpenEdX

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a token says of itself, read without checking its signature: to know when to renew it, whether
/// it may be sent, and to explain a 401.
package struct TokenClaims: Sendable, Hashable {
  private let claims: JSONValue

  /// Reads the middle part of a JWT; nil when the text is no JWT.
  package init?(_ token: Secret) {
    let parts = token.revealed.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var base64 = parts[1].replacing("-", with: "+").replacing("_", with: "/")
    while base64.count % 4 != 0 { base64.append("=") }
    guard let data = Data(base64Encoded: String(base64)),
      let value = try? JSONDecoder().decode(JSONValue.self, from: data), case .object = value
    else { return nil }
    claims = value
  }

  /// When it expires (`exp`).
  package var expires: UTCTime? { time("exp") }

  /// When it was made (`iat`).
  package var issued: UTCTime? { time("iat") }

  /// Whom it speaks for (`preferred_username`).
  package var username: String? { claims["preferred_username"]?.string }

  /// Whether it gives the rights of staff (`administrator`): without it every request takes them away from the account
  /// (<doc:CredentialsAPI#Signing-in>).
  package var isAdministrator: Bool { claims["administrator"] == .bool(true) }

  /// Who made it (`iss`).
  package var issuer: String? { claims["iss"]?.string }

  /// Whom it is for (`aud`); of several the first.
  package var audience: String? { claims["aud"]?.string ?? claims["aud"]?.array?.first?.string }

  /// The claims without which the service answers 401 (<doc:CredentialsAPI#Signing-in>) and that are missing here.
  package var missing: [String] {
    ["exp", "iat", "aud", "iss", "preferred_username"].filter { claims[$0] == nil || claims[$0] == .null }
  }

  private func time(_ name: String) -> UTCTime? {
    guard case .number(let seconds)? = claims[name], abs(seconds) < 1e11 else { return nil }
    return UTCTime(microseconds: Int64(seconds * 1_000_000))
  }
}

extension TokenClaims: CustomReflectable {
  /// Without children: a token says more of a person than a dump should show.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
