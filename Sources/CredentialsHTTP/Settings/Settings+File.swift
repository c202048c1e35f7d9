import Configuration
import Foundation
import OpenEdX
import Synchronization

extension Settings {
  /// Reads the file and checks the names in it; nil for a file that holds nothing but comments.
  static func snapshot(_ path: String) throws(SettingsError) -> (any ConfigSnapshot)? {
    let data = try contents(path)
    let isJSON = path.hasSuffix(".json")
    if isJSON { try checkTypes(json: data, path) }
    if !isJSON, holdsNothing(data) { return nil }
    let bytes = [UInt8](data)
    let names = NameCollector()
    let snapshot: any ConfigSnapshot
    do {
      snapshot =
        isJSON
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
      throw SettingsError("\(path): " + (isJSON ? "the file is not well-formed JSON" : YAMLMistake.text(error, data)))
    }
    for name in names.sorted { try checkName(name, path, snapshot) }
    return snapshot
  }

  private static func contents(_ path: String) throws(SettingsError) -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw SettingsError("\(path): there is no such configuration file")
    }
    guard !isFolder.boolValue else {
      throw SettingsError("\(path): this is a folder; name the configuration file in it")
    }
    let unreadable = SettingsError("\(path): the configuration file cannot be read by this user; check its rights")
    // To open a pipe would wait for its other end.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable }
    defer { close(descriptor) }
    try checkOwner(descriptor, path)
    var data = Data()
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // A plain file is always ready.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, patience) == 1 else {
        throw SettingsError("\(path): nothing came out of this pipe for \(patience / 1000) seconds")
      }
      let count = Foundation.read(descriptor, &part, part.count)
      guard count >= 0 else { throw unreadable }
      if count == 0 { return data }
      data += part[..<count]
      guard data.count <= limit else { throw SettingsError("\(path): larger than 1 MiB, so no configuration file") }
    }
  }

  /// Milliseconds that a pipe, such as a shell's, may leave between two parts of the settings.
  private static let patience: Int32 = 10_000
  /// The most bytes of a configuration file.
  private static let limit = 1 << 20

  /// Refuses a file that others can write: it decides which host gets the token.
  ///
  /// The check is made on the opened file, so that nobody can swap it in between.
  private static func checkOwner(_ descriptor: Int32, _ path: String) throws(SettingsError) {
    var status = stat()
    // A pipe of the shell's is nobody else's.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw SettingsError(
        "\(path): the configuration file belongs to another user, who could change it; own it yourself"
      )
    }
    guard status.st_mode & 0o022 == 0 else {
      throw SettingsError(
        "\(path): others can write this configuration file, and it decides where the token goes; run chmod go-w on it"
      )
    }
  }

  /// Whether there is nothing but comments, empty lines and the marks of a document.
  private static func holdsNothing(_ data: Data) -> Bool {
    String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).allSatisfy { line in
      let text = line.drop { $0 == " " || $0 == "\u{FEFF}" }
      return text.isEmpty || text.hasPrefix("#") || text == "---" || text == "..."
    }
  }

  private static func checkName(
    _ name: String,
    _ path: String,
    _ snapshot: any ConfigSnapshot
  ) throws(SettingsError) {
    guard let key = SettingKey(rawValue: name) else {
      guard SettingKey.allCases.contains(where: { $0.rawValue.hasPrefix(name + ".") }) else {
        throw SettingsError("\(path): " + SettingKey.unknown(name, as: \.rawValue))
      }
      // A section whose settings are all commented out.
      let components = name.split(separator: ".").map(String.init)
      let content = try? snapshot.value(forKey: AbsoluteConfigKey(components), type: .string).value?.content
      if case .string(let text)? = content, ["", "~", "null"].contains(text) { return }
      throw SettingsError("\(path): \(name) is a section; write its settings on lines of their own, indented below it")
    }
    guard !key.isSecret else {
      throw SettingsError(
        "\(path): the secret \(name) does not belong in this file; put it into \(key.environmentName) or into a file "
          + "of its own that only you can read, and name that with \(key.fileSetting)"
      )
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
  /// The setting that names a file with this secret.
  fileprivate var fileSetting: String {
    switch self {
    case .token: SettingKey.tokenFile.rawValue
    default: rawValue + "_file"
    }
  }
}

extension Settings {
  /// Refuses a flag where a number is wanted and the other way round: the library reads `true` in JSON as 1.
  ///
  /// - Throws: `SettingsError` that names the key.
  static func checkTypes(json data: Data, _ path: String) throws(SettingsError) {
    // What is not well-formed is told by the library's own reading.
    guard let root = try? JSONDecoder().decode(JSONValue.self, from: data) else { return }
    for key in SettingKey.allCases {
      let value = key.components.reduce(Optional(root)) { $0?[$1] }
      switch (value, key.kind) {
      case (.bool?, .whole), (.bool?, .seconds), (.number?, .flag):
        throw SettingsError("\(path): \(key.rawValue) must be \(key.kind.words)")
      default: continue
      }
    }
  }
}
