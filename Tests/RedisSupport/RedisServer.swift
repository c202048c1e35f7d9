import Foundation
import Glibc
import ProcessTestSupport

/// A Redis server of the tests' own, which ends with the test process however that ends.
package final class RedisServer: Sendable {
  /// Why there is none on this machine; nil where there is one.
  package static let reasonForNone: String? =
    ["redis-server", "redis-cli"].first { path(of: $0) == nil }
    .map { "\($0) is not installed (Debian: redis-server)" }

  /// The port on loopback.
  package let port: Int
  private let password: String?
  private let process: TiedProcess

  /// Where workers find it.
  package var url: String { "redis://\(password.map { ":\($0)@" } ?? "")127.0.0.1:\(port)/0" }

  /// Starts it; returns when it takes connections.
  package init(password: String? = nil, _ options: [String] = []) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/redis-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    port = try FreePort.find()
    self.password = password
    let command =
      [Self.path(of: "redis-server") ?? "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder]
      + ["--save", "", "--appendonly", "no"] + (password.map { ["--requirepass", $0] } ?? []) + options
    process = TiedProcess(folder: folder, command: command, readyAt: "Ready to accept connections")
    try process.start()
  }

  /// Kills it: what it held is lost.
  package func kill() { process.kill() }

  /// Starts it again, empty.
  package func start() throws { try process.start() }

  /// Runs a command and gives its answer.
  @discardableResult
  package func run(_ arguments: String...) throws -> String {
    let client = try FinishedProcess(
      executable: Self.path(of: "redis-cli") ?? "redis-cli",
      ["-p", "\(port)", "-e"] + arguments,
      environment: password.map { ["REDISCLI_AUTH": $0] } ?? [:]
    )
    guard client.status == 0 else { throw TiedProcessTrouble(client.output + client.errors) }
    return client.output.trimmingCharacters(in: .newlines)
  }

  static func path(of program: String) -> String? {
    ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
