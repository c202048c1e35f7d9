import Foundation
import OpenEdX

/// Tokens as the LMS writes them, with a signature that nobody checks here.
package enum FakeToken {
  /// A token with all claims that a site wants, apart from what a test changes; nil leaves a claim out.
  ///
  /// - Parameter name: makes it another than the rest; it stands readable in the signature.
  package static func jwt(_ name: String = "good", _ changes: [String: JSONValue?] = [:]) -> String {
    var claims: [String: JSONValue] = [
      "exp": 4_102_444_800, "iat": 1_700_000_000, "aud": "openedx", "iss": "https://lms/oauth2",
      "preferred_username": "worker", "administrator": true,
    ]
    for (claim, value) in changes { claims[claim] = value }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let payload = ((try? encoder.encode(JSONValue.object(claims))) ?? Data()).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    return "e30.\(payload).signature-of-\(name)"
  }
}
