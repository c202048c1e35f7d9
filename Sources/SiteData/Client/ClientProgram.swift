import OpenEdX
import Subprocess
import SystemPackage

/// The `mariadb` or `mysql` client program, and how it reaches a site's database.
///
/// Nothing is linked: what the operator's own program can sign in to, this can, through `docker exec`, `kubectl exec`
/// and `ssh` as well.
package struct ClientProgram: Sendable, Hashable {
  /// How it is started.
  package enum Way: Sendable, Hashable {
    /// A program of this machine connects to an address.
    case address(ServerAddress)
    /// A command that ends in a client program, to which options are added.
    case command([String])
  }

  /// How it is started.
  package let way: Way
  /// How errors name it, e.g. `lms.database`.
  package let label: String
  /// Seconds after which the server ends a statement.
  package var statementSeconds = 60
  /// Seconds beyond these after which a session from which nothing comes is ended.
  var quietSeconds = 60

  /// Takes the way; nothing is started yet.
  package init(_ way: Way, label: String) {
    self.way = way
    self.label = label
  }

  /// The database in words, without a secret: a command's options can hold one.
  package var place: String {
    switch way {
    case .address(let address): "\(label) (\(address))"
    case .command(let words): "\(label) (\(words.first ?? "") …)"
    }
  }

  /// What makes the program's output a stream of rows, and keeps what the rows hold from doing anything.
  ///
  /// Without `--unbuffered` nothing arrives before the session ends, without `--quick` the client holds all of a result,
  /// and without `--binary-mode` a line of data that begins with `\!` runs a command. With `--force`, as an option file
  /// can say, it would go on after an error. What is loose is known by one of the two clients only and makes the other warn.
  static let framing = [
    "--quick", "--batch", "--skip-column-names", "--unbuffered", "--binary-mode", "--skip-auto-rehash",
    "--skip-force", "--loose-sandbox", "--loose-skip-print-query-on-error", "--loose-skip-system-command",
    "--max-allowed-packet=64M", "--default-character-set=utf8mb4",
  ]

  /// Runs a session and hands it to a closure; the program ends with it.
  ///
  /// - Throws: `ClientError` for what the program or the server reports; else what the closure throws. Cancelling the
  ///   task ends the program.
  package func withSession<Value: Sendable>(
    _ body: @Sendable (ClientSession) async throws -> Value
  ) async throws -> Value {
    do {
      switch way {
      case .command(let words):
        guard let first = words.first, !first.isEmpty else { throw ClientError(.notStarted("the command is empty")) }
        return try await ClientRun(self, first, Array(words.dropFirst()) + Self.framing).session(body)
      case .address(let address):
        let (name, dialect) = try await Self.installed()
        let pipe = try OptionPipe(OptionFile(address, dialect))
        let connect = address.database.map { [$0] } ?? []
        let arguments = ["--defaults-file=\(pipe.path)", "--connect-timeout=10"] + Self.framing + connect
        defer { withExtendedLifetime(pipe) {} }
        return try await ClientRun(self, name, arguments).session(body)
      }
    } catch var error as ClientError {
      if error.server.isEmpty { error.server = place }
      throw error
    }
  }

  /// The client program of this machine and whose it is.
  static func installed() async throws -> (name: String, OptionFile.Dialect) {
    for name in ["mariadb", "mysql"] {
      guard let version = try? await run(.name(name), arguments: ["--version"], output: .string(limit: 4096)),
        version.terminationStatus.isSuccess
      else { continue }
      return (name, version.standardOutput.contains("MariaDB") ? .mariadb : .mysql)
    }
    // Of a task that was cancelled no program can be started.
    try Task.checkCancellation()
    throw ClientError(.notStarted("neither “mariadb” nor “mysql” is in the PATH"))
  }
}
