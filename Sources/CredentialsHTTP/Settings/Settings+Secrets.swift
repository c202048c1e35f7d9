import OpenEdX

extension Settings {
  /// A text that has to be there.
  ///
  /// - Throws: `SettingsError` where it is not.
  package func required(_ key: SettingKey) throws(SettingsError) -> String {
    guard let text = text(key) else { throw SettingsError("\(key.rawValue) is missing (\(key.environmentName))") }
    return text
  }

  /// A secret that has to be there, given directly or by a file.
  ///
  /// - Throws: `SettingsError` where it is not, or is in both.
  package func secret(_ key: SettingKey, orFile fileKey: SettingKey) throws(SettingsError) -> Secret {
    if try one(of: [key, fileKey]) == key, let secret = secret(key) { return secret }
    guard let path = text(fileKey) else {
      throw SettingsError("\(fileKey.rawValue) is missing (or \(key.environmentName) in the environment)")
    }
    return try secret(inFile: path, of: fileKey)
  }

  /// The one in force of settings that say the same in other ways; nil when none is set.
  ///
  /// - Throws: `SettingsError` where more than one is.
  package func one(of keys: [SettingKey]) throws(SettingsError) -> SettingKey? {
    let found = inForce(keys)
    guard found.count < 2 else {
      let names = found.map { key in
        if case .environment(let name)? = entries[key]?.origin { name } else { key.rawValue }
      }
      throw SettingsError("both \(names[0]) and \(names[1]) are set; keep one of them")
    }
    return found.first
  }

  /// Checks that every file with a secret that is in force can be read, and by its owner alone; sends nothing.
  ///
  /// - Throws: `SettingsError` with a line for each that cannot.
  package func checkSecretFiles() throws(SettingsError) {
    var problems: [String] = []
    let keys: [SettingKey] = [
      .clientSecretFile, .tokenFile, .sharedSecretFile, .privateKeyFile, .lmsDatabasePasswordFile,
      .credentialsDatabasePasswordFile, .brokerPasswordFile,
    ]
    for key in keys where !overruled.contains(key) {
      guard let path = text(key) else { continue }
      do throws(SettingsError) { _ = try secret(inFile: path, of: key) } catch { problems.append(error.description) }
    }
    for key in [.lmsDatabase, .credentialsDatabase, .broker] as [SettingKey] {
      do throws(SettingsError) { try checkCommand(key) } catch { problems.append(error.description) }
    }
    if !problems.isEmpty { throw SettingsError(problems.joined(separator: "\n")) }
  }

  /// The secret in a file that only its owner can read.
  ///
  /// - Throws: `SettingsError` with the reason.
  package func secret(inFile path: String, of key: SettingKey) throws(SettingsError) -> Secret {
    do throws(SecretError) { return try Secret.file(path) } catch { throw SettingsError("\(key.rawValue): \(error)") }
  }
}
