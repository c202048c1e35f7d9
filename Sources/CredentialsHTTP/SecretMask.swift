import OpenEdX

/// Takes what was sent as a secret out of what came back: an answer may repeat its request.
struct SecretMask: Sendable {
  /// In the order in which they are looked for: what holds another comes first.
  private let texts: [String]

  /// Below this many characters a part of a token is no secret and would tear other words apart.
  private static let leastPart = 16

  /// Takes the secrets. Of a JWT its claims and its signature are hidden where they stand alone as well.
  init(_ secrets: [Secret]) {
    texts = secrets.flatMap { secret -> [String] in
      let parts = secret.revealed.split(separator: ".").dropFirst().map(String.init)
      return [secret.revealed] + parts.filter { $0.utf8.count >= Self.leastPart }
    }
    .filter { !$0.isEmpty }
  }

  /// A text in which a mask stands for each secret.
  func masked(_ text: String) -> String {
    texts.reduce(text) { text, secret in
      // Nearly every text is shorter than a token, and then there is nothing to look for.
      guard text.utf8.count >= secret.utf8.count, text.contains(secret) else { return text }
      return text.replacing(secret, with: Secret.mask)
    }
  }

  /// A value all of whose texts and names are masked.
  func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number: value
    case .string(let text): .string(masked(text))
    case .array(let items): .array(items.map { masked($0) })
    case .object(let members):
      .object(
        Dictionary(members.map { (masked($0.key), masked($0.value)) }, uniquingKeysWith: { first, _ in first })
      )
    }
  }
}
