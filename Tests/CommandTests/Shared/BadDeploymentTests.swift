import Foundation
import GRDB
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Deployments that cannot be used` {
  private func dryRun(_ path: String, asNobody: Bool = false) throws -> FinishedProcess {
    let home = try TemporaryFolder()
    return try Command.run(
      arguments: ["--deployment", path, "--backfill", "--dry-run"],
      in: home.path,
      asNobody: asNobody
    )
  }

  private func backfill(_ path: String) throws -> FinishedProcess {
    let home = try TemporaryFolder()
    return try Command.run(
      arguments: ["--deployment", path, "--backfill", "--yes"],
      in: home.path,
      asNobody: true
    )
  }

  private func change(_ folder: TemporaryFolder, _ file: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: folder.file(file))
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  /// One line, status 1, nothing on standard output, and nothing changed.
  private func expectRefusal(
    _ folder: TemporaryFolder,
    naming words: [String],
    asNobody: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try folder.snapshot()
    let result = try dryRun(folder.path, asNobody: asNobody)
    #expect(result.status == 1, sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    for word in words { #expect(result.errors.contains(word), "\(result.errors)", sourceLocation: sourceLocation) }
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(try folder.snapshot() == before, sourceLocation: sourceLocation)
  }

  @Test func `a folder that is not there`() throws {
    let result = try dryRun("/no/such/folder")
    #expect(result.status == 1)
    #expect(result.errors.contains("/no/such/folder: there is no such folder"))
    #expect(try dryRun("").errors.contains("--deployment is empty"))
    let folder = try Fixtures.goldenDeployment()
    let file = try dryRun(folder.file("lms.sqlite"))
    #expect(file.status == 1)
    #expect(file.errors.contains("lms.sqlite: not a folder"))
  }

  @Test func `on a terminal nothing is drawn before the deployment is open`() throws {
    let home = try TemporaryFolder()
    for arguments in [["--deployment", "/no/such/folder"], ["--deployment", home.path], []] {
      let terminal = try Command.onTerminal(arguments: arguments, in: home.path, columns: 300)
      #expect(try terminal.waitForExit() == .exited(1))
      #expect(terminal.rawText.hasPrefix("learner-records: "))
      #expect(!terminal.rawText.contains("\u{1B}"))
      #expect(terminal.attributes.isSane)
    }
  }

  @Test func `a folder without the databases, and one with only one of them`() throws {
    try expectRefusal(TemporaryFolder(), naming: ["lms.sqlite"])
    let half = try TemporaryFolder()
    try half.copy(Fixtures.golden("lms.sqlite"), as: "lms.sqlite")
    try expectRefusal(half, naming: ["credentials.sqlite"])
  }

  @Test func `a missing table is named with its file`() throws {
    let folder = try Fixtures.goldenDeployment()
    try change(folder, "credentials.sqlite", "DROP TABLE credentials_usercredential")
    try expectRefusal(folder, naming: ["credentials.sqlite", "credentials_usercredential"])
  }

  @Test func `a missing column is named with its table and file`() throws {
    let folder = try Fixtures.goldenDeployment()
    try change(folder, "lms.sqlite", "ALTER TABLE certificates_generatedcertificate RENAME COLUMN mode TO moda")
    try expectRefusal(folder, naming: ["lms.sqlite", "certificates_generatedcertificate", "“mode”"])
  }

  @Test(arguments: ["lms.sqlite", "credentials.sqlite"]) func `a file that is no database`(name: String) throws {
    let folder = try Fixtures.goldenDeployment()
    try folder.write(Data("This is a letter, not a database.".utf8), as: name)
    try expectRefusal(folder, naming: [folder.file(name), "not an SQLite database"])
  }

  @Test(.enabled(if: Nobody.isAvailable, "only root can start the program as another user"))
  func `files that may not be read`() throws {
    let folder = try Fixtures.goldenDeployment()
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("lms.sqlite"))
    try expectRefusal(folder, naming: ["lms.sqlite"], asNobody: true)
  }

  @Test(.enabled(if: Nobody.isAvailable, "only root can start the program as another user"))
  func `another user's folder can be read, and is not repaired`() throws {
    let folder = try Fixtures.goldenDeployment()
    let before = try folder.snapshot()
    let plan = try dryRun(folder.path, asNobody: true)
    #expect(plan.status == 2, "\(plan.errors)")
    let result = try backfill(folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("lms.sqlite"), "\(result.errors)")
    #expect(result.errors.contains("--read-only"), "\(result.errors)")
    #expect(try folder.snapshot() == before)
  }
}
