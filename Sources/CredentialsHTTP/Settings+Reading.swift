import Configuration
import Foundation
import Synchronization

extension Settings {
  /// Reads the settings.
  ///
  /// - Parameters:
  ///   - path: the file that was named; nil looks for `learner-records/config.yaml`, `.yml` or `.json` in
  ///     `XDG_CONFIG_HOME`, else in `~/.config`, and goes without when there is none.
  ///   - environment: the variables, e.g. of the process.
  /// - Throws: `SettingsError` naming the key or variable that is unknown, of the wrong type, or a secret in the file.
  public static func read(
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
        entries[key] = Entry(value: value, origin: .environment(key.environmentName))
      } else if let path, let file,
        let value = try value(key, in: file, at: key.components, called: "\(path): \(key.rawValue)")
      {
        entries[key] = Entry(value: value, origin: .file(path))
      } else if let value = key.fallback {
        entries[key] = Entry(value: value, origin: .standard)
      }
    }
    return Settings(entries: entries, file: path, standardPath: standardFolder(environment).map { $0 + "/config.yaml" })
  }

  /// An unknown variable of ours is a typo that would silently leave a setting at its default.
  private static func checkNames(_ environment: [String: String]) throws(SettingsError) {
    let known = Set(SettingKey.allCases.map(\.environmentName))
    let unknown = environment.keys.filter { $0.hasPrefix(SettingKey.environmentPrefix) && !known.contains($0) }.sorted()
    if let first = unknown.first {
      throw SettingsError("\(ReadableLine.of(first, limit: 80)): there is no such setting; see learner-records config")
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

  /// Reads the file and checks the names in it.
  private static func snapshot(_ path: String) throws(SettingsError) -> any ConfigSnapshot {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SettingsError("\(path): the configuration file is missing or cannot be read")
    }
    if path.hasSuffix(".json") { try checkTypes(json: data, path) }
    let bytes = [UInt8](data)
    let names = NameCollector()
    let snapshot: any ConfigSnapshot
    do {
      snapshot =
        path.hasSuffix(".json")
        ? try JSONSnapshot(
          data: bytes.span.bytes,
          providerName: path,
          parsingOptions: .init(secretsSpecifier: .dynamic { name, _ in names.insert(name) })
        )
        : try YAMLSnapshot(
          data: bytes.span.bytes,
          providerName: path,
          parsingOptions: .init(secretsSpecifier: .dynamic { name, _ in names.insert(name) })
        )
    } catch {
      // The parser's own words can quote the file, hence whatever somebody wrote into it.
      throw SettingsError("\(path): the file is not well-formed \(path.hasSuffix(".json") ? "JSON" : "YAML")")
    }
    for name in names.sorted {
      guard let key = SettingKey(rawValue: name) else {
        throw SettingsError("\(path): there is no setting “\(ReadableLine.of(name, limit: 80))”")
      }
      guard !key.isSecret else {
        throw SettingsError(
          "\(path): the secret \(name) does not belong in this file; put it into \(key.environmentName) or into a file "
            + "of its own that only you can read, and name that with \(key.fileSetting)"
        )
      }
    }
    return snapshot
  }

  private static func value(
    _ key: SettingKey,
    in snapshot: any ConfigSnapshot,
    at components: [String],
    called name: String
  ) throws(SettingsError) -> SettingValue? {
    let content: ConfigContent?
    do {
      content = try snapshot.value(forKey: AbsoluteConfigKey(components), type: key.kind.type).value?.content
    } catch {
      throw SettingsError("\(name) must be \(key.kind.words)")
    }
    switch (content, key.kind) {
    case (nil, _): return nil
    case (.string(let text)?, _):
      guard !text.isEmpty else { throw SettingsError("\(name) is empty; leave it out instead") }
      if key.isSecret { return .secret(Secret(text)) }
      // The value is printed by `config`, and so would be a password in it.
      guard !key.isURL || !text.contains("@") else {
        throw SettingsError("\(name): a URL with a user or password is refused: secrets have their own settings")
      }
      return .text(text)
    case (.bool(let flag)?, _): return .flag(flag)
    case (.int(let number)?, .whole(let range)) where range.contains(number): return .whole(number)
    case (.double(let number)?, .seconds(let range)) where range.contains(number): return .seconds(number)
    default: throw SettingsError("\(name) must be \(key.kind.words)")
    }
  }
}

/// The names that a file holds, told by the parser: a snapshot itself can only be asked for names that one knows.
private final class NameCollector: Sendable {
  private let names = Mutex<Set<String>>([])

  /// Takes a name; always true, so that no value of the file shows in the snapshot's own description.
  func insert(_ name: String) -> Bool {
    names.withLock { _ = $0.insert(name) }
    return true
  }

  var sorted: [String] { names.withLock { $0.sorted() } }
}

extension SettingKey {
  var components: [String] { rawValue.split(separator: ".").map(String.init) }

  fileprivate var isURL: Bool { self == .credentialsURL || self == .lmsURL }

  /// The setting that names a file with this secret.
  fileprivate var fileSetting: String {
    switch self {
    case .token: SettingKey.tokenFile.rawValue
    default: rawValue + "_file"
    }
  }
}

extension SettingKey.Kind {
  fileprivate var type: ConfigType {
    switch self {
    case .text: .string
    case .flag: .bool
    case .whole: .int
    case .seconds: .double
    }
  }

  var words: String {
    switch self {
    case .text: "a text"
    case .flag: "true or false"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .seconds(let range): "a number of seconds from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
