import Foundation
import LoopbackSupport
import MariaDBSupport
import ProcessTestSupport
import TestSupport
import Testing

/// A machine that follows a site: a folder and an account of its own, and a process that is killed and started again.
final class FollowerProcess {
  let number: Int
  let account: String
  private let folder: TemporaryFolder
  private let site: ServedSite
  private let service: AwardingSite
  private let address: String
  private var starts = 0
  private var process: Process?

  /// How long a request may take in its settings: `credentials.connect_timeout` and `credentials.request_timeout`.
  static let (connect, request) = (1, 2)

  init(
    _ number: Int,
    _ site: ServedSite,
    _ service: AwardingSite,
    grants: String,
    address: String,
    shards: Int? = nil
  ) throws {
    self.number = number
    self.site = site
    self.service = service
    self.address = address
    account = "machine_\(number)_\(site.lms)"
    folder = try TemporaryFolder()
    let lines = grants.replacing("'learner_records'", with: "'\(account)'").replacing("'PASSWORD'", with: "'pw'")
      .replacing("`openedx`", with: "`\(site.lms)`").replacing("`credentials`", with: "`\(site.credentials)`")
    try site.server.run(lines, force: true)
    let databases = [("lms", site.lms), ("credentials", site.credentials)].map { side, database in
      "\(side):\n  database: mysql://\(account)@127.0.0.1:\(site.server.port)/\(database)\n"
    }
    let sharing = shards.map { "follow:\n  shards: \($0)\n" } ?? ""
    try folder.write(Data((databases.joined() + sharing).utf8), as: "site.yaml")
  }

  /// The name of the process, which its posts carry.
  var name: String { "m\(number)-\(starts)" }

  /// All that it has said since it was started last.
  var log: String { (try? String(contentsOfFile: folder.file("log-\(starts)"), encoding: .utf8)) ?? "" }

  /// Whether a process runs.
  var runs: Bool { process != nil }

  private func environment(_ name: String) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "LEARNER_RECORDS_CREDENTIALS_URL": address,
      "LEARNER_RECORDS_TOKEN_VALUE": FakeToken.jwt(name),
      "LEARNER_RECORDS_CREDENTIALS_CONNECT_TIMEOUT": "\(Self.connect)",
      "LEARNER_RECORDS_CREDENTIALS_REQUEST_TIMEOUT": "\(Self.request)",
      "LEARNER_RECORDS_LMS_DATABASE_PASSWORD": "pw", "LEARNER_RECORDS_CREDENTIALS_DATABASE_PASSWORD": "pw",
    ]
  }

  func start(_ more: String..., heal: String = "all") throws {
    starts += 1
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Command.path())
    process.arguments =
      ["sync", "--deployment", folder.file("site"), "--config", folder.file("site.yaml"), "--follow", "--heal", heal]
      + ["--follow-grace", "0", "--interval", "0.5", "--whole-interval", "20"] + more
    process.environment = environment(name)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: try folder.write(Data(), as: "log-\(starts)"))
    try process.run()
    self.process = process
    service.began(name, process.processIdentifier)
  }

  /// Ends the process by a signal.
  ///
  /// - Returns: its status; negative when the signal ended it.
  @discardableResult
  func end(_ signal: Int32) throws -> Int32 {
    let process = try #require(process)
    kill(process.processIdentifier, signal)
    defer { self.process = nil }
    return try process.waitForEnd()
  }

  func signal(_ number: Int32) {
    if let process { kill(process.processIdentifier, number) }
  }

  /// Waits for the process to end by itself.
  func ends() throws -> Int32 {
    let process = try #require(process)
    defer { self.process = nil }
    return try process.waitForEnd()
  }

  /// Waits until the process has said something.
  func said(_ text: String) async throws {
    while !log.contains(text) {
      try #require(process?.hasEnded == false, "it ended: \(log)")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// What `sync status` says.
  func status(_ more: String...) throws -> FinishedProcess {
    try FinishedProcess(
      ["sync", "status", "--deployment", folder.file("site"), "--config", folder.file("site.yaml")] + more,
      in: folder.path,
      environment: environment("status")
    )
  }

  /// What an audit of a fresh copy finds.
  func audit(_ more: String...) throws -> FinishedProcess {
    let fresh = folder.file("fresh")
    let pull = try FinishedProcess(
      ["pull", "--deployment", fresh, "--config", folder.file("site.yaml")],
      in: folder.path,
      environment: environment("audit")
    )
    #expect(pull.status == 0, "\(pull.errors)")
    return try FinishedProcess(["audit", "--deployment", fresh] + more, in: folder.path)
  }

  /// Ends what runs, and removes the account.
  func remove() {
    if process != nil { _ = try? end(SIGKILL) }
    _ = try? site.server.run("DROP USER '\(account)'@'%'", force: true)
  }
}
