import Foundation

/// The words of a command that ends in the client program of a database or a broker: where a password can stand in them.
struct ClientCommand {
  let words: [String]

  /// Checks that nobody else can read a password that the command hands to the program.
  ///
  /// An option file is checked where the program runs on this machine: behind `docker exec` or `ssh` a path means a file
  /// that is elsewhere. One without a password may be open.
  ///
  /// - Parameters:
  ///   - file: the configuration file in which the command stands; nil where it stands in a variable.
  ///   - home: the folder of the user's own option file.
  /// - Throws: `SecretError` that names the file.
  func requireSecrecy(file: String?, home: String?) throws(SecretError) {
    if holdsPassword, let file, let opened = try? SecretFile(file) {
      do throws(SecretError) { try opened.requireOwnerAlone() } catch {
        throw SecretError("its command holds a password. \(error)")
      }
    }
    for path in optionFiles(home: home) {
      // What cannot be read is told by the program itself.
      guard let file = try? SecretFile(path), let bytes = try? file.bytes() else { continue }
      if Self.holdsPassword(String(decoding: bytes, as: UTF8.self)) { try file.requireOwnerAlone() }
    }
  }

  /// The option files that the program reads here: those that are named and, unless they exclude it, the user's own.
  private func optionFiles(home: String?) -> [String] {
    guard let program = words.first, Self.isDatabaseClient(program) else { return [] }
    let own = home.map { $0 + "/.my.cnf" }
    if words.contains("--no-defaults") { return [] }
    if let only = value(of: "--defaults-file=") { return [Self.placed(only, home)] }
    return [value(of: "--defaults-extra-file=").map { Self.placed($0, home) }, own].compactMap { $0 }
  }

  private func value(of option: String) -> String? {
    words.first { $0.hasPrefix(option) }.map { String($0.dropFirst(option.count)) }
  }

  private static func placed(_ path: String, _ home: String?) -> String {
    guard path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst()
  }

  /// Whether a password is one of the words, or a part of one.
  private var holdsPassword: Bool {
    words.indices.contains { index in
      let word = words[index]
      let parts = word.split(separator: "=", maxSplits: 1)
      // A shell puts what begins with $ in its place.
      if parts.count == 2, !parts[1].hasPrefix("$"), Self.variables.contains(where: { parts[0].hasSuffix($0) }) {
        return true
      }
      if URLComponents(string: word)?.password?.isEmpty == false { return true }
      // What stands before the program are options of something else, e.g. the port of ssh.
      if words[..<index].contains(where: Self.isDatabaseClient) {
        return (word.hasPrefix("-p") && word.count > 2) || (parts.count == 2 && parts[0].hasPrefix("--pass"))
      }
      return words[..<index].contains { Self.name($0) == "redis-cli" } && ["-a", "--pass"].contains(words[index - 1])
    }
  }

  private static let variables = ["MYSQL_PWD", "REDISCLI_AUTH"]

  private static func isDatabaseClient(_ word: String) -> Bool { ["mariadb", "mysql"].contains(name(word)) }

  private static func name(_ word: String) -> String { (word as NSString).lastPathComponent }

  /// Whether an option file sets a password; the program also knows `pass`, and `loose-` before it.
  private static func holdsPassword(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, !["", "\"\"", "''"].contains(parts[1]) else { return false }
      let name = parts[0].hasPrefix("loose") ? parts[0].dropFirst("loose-".count) : parts[0][...]
      return name.hasPrefix("pass")
    }
  }
}
