import OpenEdX

/// The settings in force, each with where it comes from: the environment over a file over the defaults.
package struct Settings: Sendable {
  /// Where a value comes from.
  package enum Origin: Sendable, Hashable, CustomStringConvertible {
    /// The variable of this name.
    case environment(String)
    /// The file at this path.
    case file(String)
    /// Nothing was configured.
    case standard

    /// The origin in words.
    package var description: String {
      switch self {
      case .environment(let name): "environment \(name)"
      case .file(let path): "file \(path)"
      case .standard: "default"
      }
    }
  }

  struct Entry: Sendable {
    let value: SettingValue
    let origin: Origin
  }

  let entries: [SettingKey: Entry]
  /// The file that was read; nil without one.
  package let file: String?
  /// Where a file is looked for unless one is named; nil without a home.
  let standardPath: String?
  /// The home of the user; nil without one.
  let home: String?

  /// How a site is configured where none is, as lines: which file was read or looked for, and the least that it holds.
  package var siteRemedy: [String] {
    let advice =
      file.map { "\($0) names none; add to it" }
      ?? standardPath.map { "\($0) does not exist; write into it" }
      ?? "Write into a file that \(OptionName.config) names"
    return [
      "\(advice), for example:",
      "  credentials:",
      "    url: https://credentials.example.org",
      "  token:",
      "    file: /run/secrets/learner-records  # a token, readable by you only; or lms… or signing… for tokens",
      "All settings: \(CommandName.configExample)",
    ]
  }

  /// The settings as lines of name, value and origin; secrets are masked, unset ones left out.
  package var listing: [(name: String, value: String, origin: String)] {
    let overruled = overruled
    return SettingKey.allCases.compactMap { key in
      entries[key].map { entry in
        let note = overruled.contains(key) ? ", not used: a variable wins" : ""
        return (key.rawValue, entry.value.shown, entry.origin.description + note)
      }
    }
  }

  /// How many requests there may be at once.
  package var connections: Int { transport.connections }

  /// Whether a setting has a value, its default included.
  package func isSet(_ key: SettingKey) -> Bool { entries[key] != nil }

  /// The text of a setting that is one; nil where nothing is set.
  package func text(_ key: SettingKey) -> String? {
    guard case .text(let text)? = entries[key]?.value else { return nil }
    return text
  }

  func secret(_ key: SettingKey) -> Secret? {
    guard case .secret(let secret)? = entries[key]?.value else { return nil }
    return secret
  }

  /// The seconds of a setting that is a time; nil where nothing is set.
  package func seconds(_ key: SettingKey) -> Double? {
    guard case .seconds(let seconds)? = entries[key]?.value else { return nil }
    return seconds
  }

  /// The number of a setting that is one; nil where nothing is set.
  package func whole(_ key: SettingKey) -> Int? {
    guard case .whole(let number)? = entries[key]?.value else { return nil }
    return number
  }

  /// How long a request to Credentials can be under way.
  package var longestRequest: Duration { transport.connectTimeout + transport.requestTimeout }

  /// Whether a setting that is a switch is on.
  package func isOn(_ key: SettingKey) -> Bool { entries[key]?.value == .flag(true) }

  /// How requests are carried.
  package var transport: TransportSettings {
    var result = TransportSettings()
    result.authorities = text(.authorities)
    if let minimum = text(.minimumTLS).flatMap(TLSMinimum.init(rawValue:)) { result.minimumTLS = minimum }
    if case .whole(let number)? = entries[.connections]?.value { result.connections = number }
    if case .seconds(let seconds)? = entries[.connectTimeout]?.value { result.connectTimeout = .seconds(seconds) }
    if case .seconds(let seconds)? = entries[.requestTimeout]?.value { result.requestTimeout = .seconds(seconds) }
    return result
  }
}

/// A setting that cannot be used, as one line that names it.
package struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and how to put it right.
  package let description: String

  /// Takes what is wrong.
  package init(_ description: String) { self.description = description }
}
