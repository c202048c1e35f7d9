import Foundation
import Glibc
import ProcessTestSupport

/// A MariaDB server of the tests' own, in a temporary folder, which ends with the test process however that ends.
///
/// A shell stands beside it: it waits for the end of a pipe that this process holds, and then kills the server and removes
/// the folder.
package final class MariaDBServer: Sendable {
  /// Why there is none on this machine; nil where there is one.
  package static let reasonForNone: String? =
    ["mariadbd", "mariadb-install-db", "mariadb"].first { path(of: $0) == nil }
    .map { "\($0) is not installed (Debian: mariadb-server)" }

  /// The server that tests share which do not stop it.
  package static let shared = Result { try MariaDBServer() }

  /// The folder that holds all of it.
  package let folder: String
  /// The socket to connect to.
  package var socket: String { folder + "/s" }
  /// The port on loopback.
  package let port: Int
  private let process: TiedProcess

  /// Makes the server's own tables and starts it; returns when it takes connections.
  ///
  /// - Parameter options: more options for the server, e.g. for TLS.
  package init(_ options: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory.path + "/mariadb-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder + "/tmp", withIntermediateDirectories: true)
    port = try FreePort.find()
    let base = Self.options(folder) + ["--port=\(port)"]
    try Self.install(folder)
    process = TiedProcess(folder: folder, command: [Self.program] + base + options, readyAt: "ready for connections")
    try process.start()
  }

  /// Kills the server as a power failure would.
  package func kill() { process.kill() }

  /// Starts it again.
  package func start() throws { try process.start() }

  /// Runs statements as the administrator, in one session.
  ///
  /// - Throws: `MariaDBTrouble` with what the client said.
  @discardableResult
  package func run(_ sql: String, database: String? = nil, force: Bool = false) throws -> String {
    let client = Process()
    client.executableURL = URL(fileURLWithPath: Self.path(of: "mariadb") ?? "mariadb")
    client.arguments =
      ["--no-defaults", "--socket=\(socket)", "--user=root", "--batch", "--skip-column-names", "--binary-mode"]
      + ["--default-character-set=utf8mb4", "--max-allowed-packet=64M"] + (force ? ["--force"] : [])
      + (database.map { [$0] } ?? [])
    let input = folder + "/sql-\(UUID().uuidString)"
    let output = input + ".out"
    try Data(sql.utf8).write(to: URL(fileURLWithPath: input))
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    defer { for path in [input, output] { try? FileManager.default.removeItem(atPath: path) } }
    client.standardInput = FileHandle(forReadingAtPath: input)
    client.standardOutput = FileHandle(forWritingAtPath: output)
    client.standardError = client.standardOutput
    let status = try client.runToEnd()
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    guard status == 0 || force else { throw MariaDBTrouble(text) }
    return text
  }

  /// A server that starts removes what it takes for left temporary tables: those of another, were their folder the same.
  private static func common(_ folder: String) -> [String] {
    ["--no-defaults", "--datadir=\(folder)/data", "--tmpdir=\(folder)/tmp"] + (getuid() == 0 ? ["--user=root"] : [])
  }

  private static func options(_ folder: String) -> [String] {
    common(folder) + [
      "--socket=\(folder)/s", "--pid-file=\(folder)/pid", "--bind-address=127.0.0.1",
      "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M",
      "--skip-innodb-doublewrite", "--skip-log-bin", "--max-allowed-packet=64M", "--character-set-server=utf8mb4",
      "--collation-server=utf8mb4_unicode_ci", "--skip-name-resolve",
    ]
  }

  private static func install(_ folder: String) throws {
    let installer = Process()
    installer.executableURL = URL(fileURLWithPath: path(of: "mariadb-install-db") ?? "mariadb-install-db")
    installer.arguments =
      common(folder) + ["--auth-root-authentication-method=normal", "--skip-test-db"]
      + ["--innodb-log-file-size=16M", "--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite"]
    let log = folder + "/install.log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    installer.standardOutput = FileHandle(forWritingAtPath: log)
    installer.standardError = installer.standardOutput
    guard try installer.runToEnd() == 0 else {
      throw MariaDBTrouble(String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self))
    }
  }

  private static func path(of program: String) -> String? {
    ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"].map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static let program = path(of: "mariadbd") ?? "mariadbd"
}

/// What a program of MariaDB said when it failed.
package struct MariaDBTrouble: Error, CustomStringConvertible {
  /// Its own words.
  package let description: String

  /// Takes them.
  package init(_ description: String) { self.description = description }
}
