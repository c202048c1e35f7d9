import Foundation
import GRDB
import ProcessTestSupport
import TerminalTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `Reading only` {
  enum Journal: CaseIterable { case asRecorded, writeAheadLog }

  private func deployment(_ journal: Journal) throws -> TemporaryFolder {
    let folder = try Fixtures.goldenDeployment()
    guard journal == .writeAheadLog else { return folder }
    for name in ["lms.sqlite", "credentials.sqlite"] {
      let pool = try DatabasePool(path: folder.file(name))
      try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try pool.close()
      for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.file(name + end)) }
    }
    return folder
  }

  @Test(arguments: Journal.allCases)
  func `looking through a deployment leaves every byte as it was`(journal: Journal) throws {
    let folder = try deployment(journal)
    let before = try folder.snapshot()
    let home = try TemporaryFolder()
    let terminal = try Command.onTerminal("--deployment", folder.path, "--read-only", in: home.path)
    try terminal.waitFor("[read-only]")
    try terminal.waitFor("Cloud Comp")
    try terminal.send(KeyBytes.enter)
    try terminal.waitFor("learner00004")
    try terminal.send(KeyBytes.enter)
    try terminal.waitFor("Record: ")
    try terminal.send("b")
    try terminal.waitFor("Nothing can be posted from here: the deployment was opened with")
    try terminal.send("y" + KeyBytes.escape)
    try terminal.waitFor("no dialog") { $0.rows("Nothing can be posted") == 0 }
    try terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(try folder.snapshot() == before)
    #expect(try home.snapshot().isEmpty)
  }

  @Test(arguments: Journal.allCases) func `a plan alone changes nothing`(journal: Journal) throws {
    let folder = try deployment(journal)
    let before = try folder.snapshot()
    let result = try Command.run("--deployment", folder.path, "--backfill", "--dry-run", in: folder.path)
    #expect(result.status == 2)
    #expect(result.output.contains("This is a dry run: nothing is posted, and nothing is changed."))
    #expect(result.errors.isEmpty)
    #expect(try folder.snapshot() == before)
  }

  @Test func `a backfill is refused`() throws {
    let folder = try Fixtures.goldenDeployment()
    let before = try folder.snapshot()
    let result = try Command.run("--deployment", folder.path, "--backfill", "--yes", "--read-only", in: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("--read-only forbids it"))
    #expect(try folder.snapshot() == before)
  }

  @Test func `a sample that is not there yet is not made`() throws {
    let repository = try Repository()
    let result = try Command.run("--read-only", "--backfill", "--dry-run", in: repository.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("has not been made yet"))
    #expect(!FileManager.default.fileExists(atPath: repository.sample))
  }
}
