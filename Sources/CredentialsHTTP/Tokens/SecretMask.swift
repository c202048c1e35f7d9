import OpenEdX

/// Takes what was sent as a secret out of what came back: an answer may repeat its request.
struct SecretMask: Sendable, Hashable {
  /// In the order in which they are looked for: what holds another comes first.
  private let hidden: [Secret]

  /// Below this many characters a part of a token is no secret and would tear other words apart.
  private static let leastPart = 16

  /// Takes the secrets. Of a JWT its claims and its signature are hidden where they stand alone as well.
  init(_ secrets: [Secret]) {
    hidden = secrets.flatMap { secret -> [String] in
      let parts = secret.revealed.split(separator: ".").dropFirst().map(String.init)
      return [secret.revealed] + parts.filter { $0.utf8.count >= Self.leastPart }
    }
    .filter { !$0.isEmpty }.map { Secret($0) }
  }

  /// The bytes of the longest secret; 0 without one.
  var longest: Int { hidden.map(\.revealed.utf8.count).max() ?? 0 }

  /// A text in which a mask stands for each secret.
  func masked(_ text: String) -> String {
    guard holdsSecret(text) else { return text }
    return hidden.reduce(text) { $0.replacing($1.revealed, with: Secret.mask) }
  }

  /// Nearly every text is shorter than a token, and then there is nothing to look for.
  private func holdsSecret(_ text: String) -> Bool {
    hidden.contains { text.utf8.count >= $0.revealed.utf8.count && text.contains($0.revealed) }
  }

  private func holdsSecret(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool, .number, .integer: false
    case .string(let text): holdsSecret(text)
    case .array(let items): items.contains { holdsSecret($0) }
    case .object(let members): members.contains { holdsSecret($0.key) || holdsSecret($0.value) }
    }
  }

  /// A value all of whose texts and names are masked.
  func masked(_ value: JSONValue) -> JSONValue {
    // Nearly no answer repeats a secret, and taking each apart to put it together again has its price.
    guard holdsSecret(value) else { return value }
    return switch value {
    case .null, .bool, .number, .integer: value
    case .string(let text): .string(masked(text))
    case .array(let items): .array(items.map { masked($0) })
    case .object(let members):
      .object(
        Dictionary(members.map { (masked($0.key), masked($0.value)) }, uniquingKeysWith: { first, _ in first })
      )
    }
  }
}
