extension Settings {
  /// The ways of getting tokens, of which one must be configured.
  package static let tokenWays: [(name: String, keys: [SettingKey])] = [
    ("lms.…", [.lmsURL, .clientID, .clientSecret, .clientSecretFile]), ("token.…", [.token, .tokenFile]),
    ("signing.…", [.issuer, .audience, .username, .sharedSecret, .sharedSecretFile, .privateKeyFile]),
  ]

  /// Settings that say the same in other ways.
  private static let alternatives: [[SettingKey]] = [
    [.clientSecret, .clientSecretFile], [.token, .tokenFile], [.sharedSecret, .sharedSecretFile, .privateKeyFile],
    [.lmsDatabasePassword, .lmsDatabasePasswordFile], [.credentialsDatabasePassword, .credentialsDatabasePasswordFile],
  ]

  /// Of settings that say the same in other ways those in force: a variable wins over the file.
  func inForce(_ keys: [SettingKey]) -> [SettingKey] {
    let variables = keys.filter(isVariable)
    return variables.isEmpty ? keys.filter(isSet) : variables
  }

  /// The ways in force: one that has a variable wins over those that stand in the file alone.
  package var tokenWaysInForce: [(name: String, keys: [SettingKey])] {
    let variables = Self.tokenWays.filter { $0.keys.contains(where: isVariable) }
    return variables.isEmpty ? Self.tokenWays.filter { $0.keys.contains(where: isSet) } : variables
  }

  /// The settings of the file that are not used, because a variable says the same in another way.
  var overruled: Set<SettingKey> {
    let ways = tokenWaysInForce.map(\.name)
    let others = Self.tokenWays.filter { !ways.contains($0.name) }.flatMap(\.keys)
    let kept = Self.alternatives.flatMap { keys in keys.filter { !inForce(keys).contains($0) } }
    return Set((others + kept).filter(isSet))
  }

  private func isVariable(_ key: SettingKey) -> Bool {
    guard case .environment? = entries[key]?.origin else { return false }
    return true
  }
}
