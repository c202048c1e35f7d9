import OpenEdX

/// How one of a site's databases, or its broker, is reached, as it is configured.
package struct DatabaseSettings: Sendable {
  /// A URL alone, or the words of a command.
  package let words: [String]
  /// The password for a URL; nil where none is configured.
  package let password: Secret?
  /// A PEM file of authorities for a URL.
  package let authorities: String?
  /// `verify`, `unverified` or `off`; nil leaves it to the rule.
  package let tls: String?
  /// The setting's name, for errors.
  package let name: String
}

extension Settings {
  /// Whether a site's databases can be pulled.
  package var hasDatabases: Bool { entries[.lmsDatabase] != nil && entries[.credentialsDatabase] != nil }

  /// How the LMS's database is reached; nil where none is configured.
  ///
  /// - Throws: `SettingsError` for a password that is configured twice, whose file cannot be read, or that others can read.
  package func lmsDatabase() throws(SettingsError) -> DatabaseSettings? {
    try database(
      .lmsDatabase,
      .lmsDatabasePassword,
      .lmsDatabasePasswordFile,
      .lmsDatabaseAuthorities,
      .lmsDatabaseTLS
    )
  }

  /// How the database of Credentials is reached; nil where none is configured.
  ///
  /// - Throws: `SettingsError` for a password that is configured twice, whose file cannot be read, or that others can read.
  package func credentialsDatabase() throws(SettingsError) -> DatabaseSettings? {
    try database(
      .credentialsDatabase,
      .credentialsDatabasePassword,
      .credentialsDatabasePasswordFile,
      .credentialsDatabaseAuthorities,
      .credentialsDatabaseTLS
    )
  }

  /// How the broker of the LMS's Celery workers is reached; nil where none is configured.
  ///
  /// - Throws: `SettingsError` for a password that is configured twice, whose file cannot be read, or that others can read.
  package func broker() throws(SettingsError) -> DatabaseSettings? {
    try database(.broker, .brokerPassword, .brokerPasswordFile, .brokerAuthorities, nil)
  }

  private func database(
    _ key: SettingKey,
    _ password: SettingKey,
    _ passwordFile: SettingKey,
    _ authorities: SettingKey,
    _ tls: SettingKey?
  ) throws(SettingsError) -> DatabaseSettings? {
    guard case .words(let words)? = entries[key]?.value else { return nil }
    try checkCommand(key)
    return DatabaseSettings(
      words: words,
      password: try one(of: [password, passwordFile]).map { _ throws(SettingsError) in
        try secret(password, orFile: passwordFile)
      },
      authorities: text(authorities),
      tls: tls.flatMap { text($0) },
      name: key.rawValue
    )
  }

  /// Checks the files that hold a password of a command.
  ///
  /// - Throws: `SettingsError` for one that others can read.
  func checkCommand(_ key: SettingKey) throws(SettingsError) {
    guard let entry = entries[key], case .words(let words) = entry.value, words.count > 1 else { return }
    let file: String? = if case .file(let path) = entry.origin { path } else { nil }
    do throws(SecretError) { try ClientCommand(words: words).requireSecrecy(file: file, home: home) } catch {
      throw SettingsError("\(key.rawValue): \(error)")
    }
  }
}
