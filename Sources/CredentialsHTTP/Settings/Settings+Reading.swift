import Configuration
import Foundation
import OpenEdX

extension Settings {
  /// Reads the settings.
  ///
  /// - Parameters:
  ///   - path: the file that was named; nil looks for `learner-records/config.yaml`, `.yml` or `.json` in
  ///     `XDG_CONFIG_HOME`, else in `~/.config`, and goes without when there is none.
  ///   - environment: the variables, e.g. of the process.
  /// - Throws: `SettingsError` naming the key or variable that is unknown, of the wrong type, or a secret in the file.
  package static func read(
    file path: String?,
    environment: [String: String]
  ) throws(SettingsError) -> Settings {
    try checkNames(environment)
    let ours = environment.filter { $0.key.hasPrefix(SettingKey.environmentPrefix) }
    let variables = EnvironmentVariablesProvider(environmentVariables: ours, secretsSpecifier: .all).snapshot()
    let path = path ?? standardFile(environment)
    let file: (any ConfigSnapshot)?
    if let path { file = try snapshot(path) } else { file = nil }
    var entries: [SettingKey: Entry] = [:]
    for key in SettingKey.allCases {
      // An absolute key of the environment carries the prefix, that of the file does not.
      let prefixed = ["learner", "records"] + key.components
      if let value = try value(key, in: variables, at: prefixed, called: key.environmentName) {
        let entry = Entry(value: value, origin: .environment(key.environmentName))
        entries[key] = key.isPath ? entry.placed(home: environment["HOME"]) : entry
      } else if let path, let file,
        let value = try value(key, in: file, at: key.components, called: "\(path): \(key.rawValue)")
      {
        let entry = Entry(value: value, origin: .file(path))
        entries[key] = key.isPath ? entry.placed(home: environment["HOME"]) : entry
      } else if let value = key.fallback {
        entries[key] = Entry(value: value, origin: .standard)
      }
    }
    return Settings(
      entries: entries,
      file: path,
      standardPath: standardFolder(environment).map { $0 + "/config.yaml" },
      home: environment["HOME"]
    )
  }

  /// An unknown variable of ours is a typo that would silently leave a setting at its default.
  private static func checkNames(_ environment: [String: String]) throws(SettingsError) {
    let known = Set(SettingKey.allCases.map(\.environmentName))
    let unknown = environment.keys.filter { $0.hasPrefix(SettingKey.environmentPrefix) && !known.contains($0) }.sorted()
    if let first = unknown.first {
      throw SettingsError("environment: " + SettingKey.unknown(first, as: \.environmentName))
    }
  }

  private static func standardFile(_ environment: [String: String]) -> String? {
    guard let folder = standardFolder(environment) else { return nil }
    return ["yaml", "yml", "json"].map { "\(folder)/config.\($0)" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func standardFolder(_ environment: [String: String]) -> String? {
    let home = environment["HOME"].map { $0 + "/.config" }
    // The specification says to ignore a relative path.
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
    return folder.map { $0 + "/learner-records" }
  }

  private static func value(
    _ key: SettingKey,
    in snapshot: any ConfigSnapshot,
    at components: [String],
    called name: String
  ) throws(SettingsError) -> SettingValue? {
    let content: ConfigContent?
    do {
      content = try Self.content(key, in: snapshot, at: AbsoluteConfigKey(components))
    } catch {
      throw SettingsError("\(name) must be \(key.kind.words)")
    }
    switch (content, key.kind) {
    case (nil, _): return nil
    case (.string(let text)?, _):
      guard !text.isEmpty else { throw SettingsError("\(name) is empty; leave it out instead") }
      if key.isSecret { return .secret(Secret(text)) }
      // The value is printed by `config`, and so would be a token or a password in it.
      guard !(key.isPath ? Secret.looksLikeOne(path: text) : Secret.looksLikeOne(text)) else {
        throw SettingsError(
          "\(name) holds what looks like a secret, which is not repeated here"
            + (key.isPath ? "; it wants the path of a file (a file of such a name is written as ./NAME)" : "")
        )
      }
      guard !key.isURL || !text.contains("@") else {
        throw SettingsError("\(name): a URL with a user or password is refused: secrets have their own settings")
      }
      if case .choice(let words) = key.kind, !words.contains(text) {
        throw SettingsError("\(name) must be \(key.kind.words)")
      }
      if key == .host, !ServiceURL.isHost(text) {
        throw SettingsError("\(name) must be a host name, with its port where that is unusual: credentials.example.org")
      }
      if case .words = key.kind { return try words(text, key, name) }
      return .text(text)
    case (.stringArray(let words)?, .words):
      guard let first = words.first, !first.isEmpty else {
        throw SettingsError("\(name) is an empty list; it begins with the program to run")
      }
      return .words(words)
    case (.bool(let flag)?, _): return .flag(flag)
    case (.int(let number)?, .whole(let range)) where range.contains(number): return .whole(number)
    case (.double(let number)?, .seconds(let range)) where range.contains(number): return .seconds(number)
    default: throw SettingsError("\(name) must be \(key.kind.words)")
    }
  }

  /// A list is another type to the library than a text.
  private static func content(
    _ key: SettingKey,
    in snapshot: any ConfigSnapshot,
    at name: AbsoluteConfigKey
  ) throws -> ConfigContent? {
    if case .words = key.kind, let list = try? snapshot.value(forKey: name, type: .stringArray).value?.content,
      case .stringArray(let words) = list, words.count > 1
    {
      return list
    }
    return try snapshot.value(forKey: name, type: key.kind.type).value?.content
  }

  /// A text alone is a URL. In a variable, commas stand between the words of a command.
  private static func words(_ text: String, _ key: SettingKey, _ name: String) throws(SettingsError) -> SettingValue {
    guard text.contains("://") else {
      throw SettingsError(
        "\(name) is neither a URL (\(key.example)) nor a list with the words of a command; in a variable the words have "
          + "commas between them"
      )
    }
    guard URLComponents(string: text)?.password == nil else {
      throw SettingsError(
        "\(name): a URL with a password is refused: it has a setting of its own, \(key.rawValue)_password_file"
      )
    }
    return .words([text])
  }
}

extension SettingKey {
  var components: [String] { rawValue.split(separator: ".").map(String.init) }

  fileprivate var isURL: Bool { self == .credentialsURL || self == .lmsURL }
}

extension SettingKey.Kind {
  fileprivate var type: ConfigType {
    switch self {
    case .text, .words, .choice: .string
    case .flag: .bool
    case .whole: .int
    case .seconds: .double
    }
  }

  var words: String {
    switch self {
    case .text: "a text"
    case .words: "a URL, or a list with the words of a command"
    case .flag: "true or false"
    case .choice(let words): words.map { "“\($0)”" }.joined(separator: " or ")
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .seconds(let range): "a number of seconds from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

extension Settings.Entry {
  /// The entry with its full path: `~/` is the home, and what is relative in a file begins at the file's folder.
  fileprivate func placed(home: String?) -> Settings.Entry {
    guard case .text(let path) = value else { return self }
    if path.hasPrefix("~/"), let home { return Settings.Entry(value: .text(home + path.dropFirst()), origin: origin) }
    guard case .file(let file) = origin, !path.hasPrefix("/") else { return self }
    let folder = (file as NSString).deletingLastPathComponent
    let rest = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return Settings.Entry(value: .text(folder.isEmpty ? rest : folder + "/" + rest), origin: origin)
  }
}
