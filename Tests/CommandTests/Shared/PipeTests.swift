import Foundation
import GRDB
import LoopbackSupport
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

/// Nothing is waited for without end: a pipe whose other end nobody holds, or a table that never comes to its last row.
@Suite(.ownThread) struct `What would be waited for without end` {
  /// Runs the program on a terminal, which has a limit; what it said and its status.
  private func run(
    _ arguments: [String],
    in folder: TemporaryFolder,
    _ environment: [String: String] = [:]
  ) throws -> (status: PseudoTerminal.ExitStatus, text: String) {
    let terminal = try Command.onTerminal(arguments: arguments, in: folder.path, environment: environment, columns: 300)
    let status = try terminal.waitForExit()
    return (status, terminal.rawText)
  }

  private func makePipe(_ path: String) throws { try #require(mkfifo(path, 0o600) == 0) }

  @Test(arguments: ["lms.sqlite", "credentials.sqlite"], ["", "-wal", "-journal", "-shm"])
  func `a pipe in the place of a file of a database`(file: String, ending: String) throws {
    let folder = try Fixtures.harbour()
    let path = folder.file(file + ending)
    if ending.isEmpty { try FileManager.default.removeItem(atPath: path) }
    try makePipe(path)
    for arguments in [
      ["audit"], ["show", "tomas"], ["--backfill", "--yes"], ["sync", "--once"], ["audit", "--read-only"],
    ] {
      let (status, text) = try run(["--deployment", folder.path] + arguments, in: folder)
      #expect(status == .exited(1), "\(arguments): \(text)")
      #expect(text.contains(path) && text.contains("not a regular file"), "\(arguments): \(text)")
    }
  }

  @Test func `a pipe in the place of the journal`() throws {
    let folder = try Fixtures.harbour()
    try makePipe(folder.file("journal.jsonl"))
    let (status, text) = try run(["--deployment", folder.path, "show", "tomas", "--history"], in: folder)
    #expect(status == .exited(0) && text.contains("Tomas Lind"), "\(text)")
  }

  @Test func `a pipe in the place of the configuration, unless somebody writes into it`() throws {
    let folder = try Fixtures.harbour()
    try makePipe(folder.file("site.yaml"))
    let (status, text) = try run(
      ["--deployment", folder.path, "--config", folder.file("site.yaml"), "audit"],
      in: folder
    )
    #expect(status == .exited(1))
    #expect(text.contains("site.yaml: nothing came out of this pipe"), "\(text)")
    let program = try BuiltProgram.path("learner-records")
    let script = #""$0" --config <(echo "lms:"; echo "  retired_username_prefix: gone_") config 2>&1"#
    let shell = try FinishedProcess(executable: "/bin/bash", ["-c", script, program])
    #expect(shell.status == 0, "\(shell.output)")
  }

  @Test func `a pipe in the place of a secret or of the authorities`() async throws {
    let folder = try Fixtures.harbour()
    try makePipe(folder.file("pipe"))
    try await LoopbackServer.run(FakeSite().answer) { server in
      for variable in ["LEARNER_RECORDS_TOKEN_FILE", "LEARNER_RECORDS_CREDENTIALS_CA_FILE"] {
        var environment = ["LEARNER_RECORDS_CREDENTIALS_URL": server.address, variable: folder.file("pipe")]
        if variable.contains("CA") { environment["LEARNER_RECORDS_TOKEN_VALUE"] = SiteStage.token }
        let (status, text) = try run(["--deployment", folder.path, "doctor"], in: folder, environment)
        #expect(status == .exited(1))
        #expect(text.contains("plain file"), "\(variable): \(text)")
      }
    }
  }

  @Test func `a pipe in the place of what is remembered of the screens`() throws {
    let folder = try Fixtures.harbour()
    try FileManager.default.createDirectory(
      atPath: folder.file("state/learner-records"),
      withIntermediateDirectories: true
    )
    try makePipe(folder.file("state/learner-records/state.json"))
    let terminal = try Command.onTerminal(
      "--deployment",
      folder.path,
      in: folder.path,
      environment: ["XDG_STATE_HOME": folder.file("state")],
      columns: 120
    )
    try terminal.waitFor("Harbour Pilotage")
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test(arguments: [
    ("lms.sqlite", "auth_userprofile", "user_id, name"),
    ("credentials.sqlite", "credentials_usercredentialdateoverride", "user_credential_id, date"),
  ])
  func `a view without a last row in the place of a table`(file: String, table: String, columns: String) throws {
    let folder = try Fixtures.harbour()
    let queue = try DatabaseQueue(path: folder.file(file))
    let values = columns.split(separator: ",").map { "i AS\($0.hasPrefix(" ") ? "" : " ")\($0)" }.joined(
      separator: ", "
    )
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA foreign_keys = OFF; DROP TABLE \(table);
          CREATE VIEW \(table) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT \(values) FROM n
          """
      )
    }
    try queue.close()
    for arguments in [["audit"], ["show", "tomas"], ["--backfill", "--dry-run"]] {
      let (status, text) = try run(["--deployment", folder.path] + arguments, in: folder)
      #expect(status == .exited(1), "\(arguments): \(text)")
      #expect(text.contains(table) && text.contains("view"), "\(arguments): \(text)")
    }
  }
}
