import Foundation
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

/// A site's databases on a server of the tests, and a folder with settings that name them.
struct PullStage {
  static let isAvailable: ConditionTrait = .enabled(
    if: MariaDBServer.reasonForNone == nil,
    "\(MariaDBServer.reasonForNone ?? "")"
  )
  static let password = "it's #1 \\ \"quoted\""

  let folder: TemporaryFolder
  let site: ServedSite
  let account: String
  var server: MariaDBServer { site.server }
  var deployment: String { folder.file("my site") }
  private var settings: String { folder.file("site.yaml") }

  /// Fills two databases, and makes the account by the lines that the program prints.
  init() throws {
    folder = try TemporaryFolder()
    site = try ServedSite(MariaDBServer.shared.get())
    account = "reader_\(site.lms)"
    let grants = try Command.run("pull", "--grants", in: folder.path)
    #expect(grants.status == 0 && grants.errors.isEmpty)
    let quoted = Self.password.replacing("\\", with: "\\\\").replacing("'", with: "''")
    let lines = grants.output.replacing("'learner_records'", with: "'\(account)'")
      .replacing("'PASSWORD'", with: "'\(quoted)'").replacing("`openedx`", with: "`\(site.lms)`")
      .replacing("`credentials`", with: "`\(site.credentials)`")
    try site.server.run(lines, force: true)
    try configure()
  }

  /// Writes the settings.
  func configure(password: String = Self.password, port: Int? = nil, lms: String? = nil) throws {
    let file = try folder.write(Data((password + "\n").utf8), as: "password")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    let sides = [("lms", site.lms), ("credentials", site.credentials)].map { side, database in
      """
      \(side):
        database: mysql://\(account)@127.0.0.1:\(port ?? server.port)/\(database)
        database_password_file: \(file)
      """
    }
    try folder.write(
      Data(((lms.map { [$0, sides[1]] } ?? sides).joined(separator: "\n") + "\n").utf8),
      as: "site.yaml"
    )
  }

  /// Writes settings with commands in place of URLs.
  func configureCommands(_ words: [String]) throws {
    let text = [("lms", site.lms), ("credentials", site.credentials)].map { side, database in
      let list = (words + [database]).map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
      return "\(side):\n  database: [\(list.joined(separator: ", "))]\n"
    }
    try folder.write(Data(text.joined().utf8), as: "site.yaml")
  }

  /// The arguments of a command on the deployment.
  func arguments(_ words: String...) -> [String] { words + ["--config", settings, "--deployment", deployment] }

  func pull(_ more: String...) throws -> FinishedProcess {
    try Command.run(arguments: arguments("pull") + more, in: folder.path)
  }

  /// All rows of an audit.
  func audit(_ folder: String? = nil) throws -> String {
    let run = try Command.run("audit", "--all", "--format", "jsonl", "--deployment", folder ?? deployment, in: "/")
    #expect(run.errors.isEmpty)
    return run.output
  }

  /// Removes databases and account.
  func remove() {
    _ = try? server.run("DROP USER '\(account)'@'%'", force: true)
    site.remove()
  }
}
