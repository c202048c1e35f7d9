import Foundation
import GRDB
import ProcessTestSupport
import TestSupport
import Testing

/// What a kill leaves beside either file, or both, as every command meets it.
@Suite(.ownThread) struct `A deployment in which a process was killed` {
  enum Left: CaseIterable, Sendable {
    /// The write-ahead log's header, and no frame.
    case logHeader
    /// A log with what was committed, and no shared memory.
    case log
    /// A journal that undoes half a change, beside a file in WAL mode: the mode was being changed.
    case hotJournal
  }

  private static let commands = [
    ["show", "tomas"], ["audit", "--all"], ["--backfill", "--dry-run"], ["--plain"], ["sync", "--once"],
  ]

  @Test(arguments: Left.allCases, [["lms.sqlite"], ["credentials.sqlite"], ["lms.sqlite", "credentials.sqlite"]])
  func `is read and repaired by every command`(left: Left, files: [String]) throws {
    let usual = try Fixtures.harbour()
    for arguments in Self.commands {
      let expected = try Command.run(arguments: ["--deployment", usual.path] + arguments, in: usual.path)
      let folder = try Fixtures.harbour()
      for file in files { try Self.leave(left, file, in: folder) }
      let got = try Command.run(arguments: ["--deployment", folder.path] + arguments, in: folder.path)
      let what = "\(left) \(files) \(arguments)"
      #expect(got.status == expected.status, "\(what): \(got.errors)")
      #expect(got.output == expected.output.replacing(usual.path, with: folder.path), "\(what)")
    }
  }

  @Test(arguments: Left.allCases, ["lms.sqlite", "credentials.sqlite"])
  func `is not touched with --read-only, and says what to run`(left: Left, file: String) throws {
    for arguments in Self.commands where arguments[0] != "sync" {
      let folder = try Fixtures.harbour()
      try Self.leave(left, file, in: folder)
      let before = try folder.snapshot()
      let line = ["--deployment", folder.path, "--read-only"] + arguments
      let got = try Command.run(arguments: line, in: folder.path)
      let what = "\(left) \(file) \(arguments): \(got.errors)"
      if left == .logHeader {
        #expect([0, 2].contains(got.status), "\(what)")
      } else {
        #expect(got.status == 1, "\(what)")
        #expect(got.errors.contains("Run the same command once without --read-only"), "\(what)")
      }
      #expect(try folder.snapshot() == before, "\(what)")
    }
  }

  private static func leave(_ left: Left, _ file: String, in folder: TemporaryFolder) throws {
    let path = folder.file(file)
    let work = try TemporaryFolder()
    try work.copy(path, as: file)
    let queue = try DatabaseQueue(path: work.file(file))
    try queue.writeWithoutTransaction { db in
      switch left {
      case .logHeader, .log:
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE more (a)")
      case .hotJournal:
        // A cache of one page spills what is changed into the file before the commit.
        try db.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE more (a)")
        for _ in 0..<50 {
          try db.execute(sql: "INSERT INTO more VALUES (?)", arguments: [String(repeating: "x", count: 3000)])
        }
      }
      for ending in ["", "-wal", "-journal"] where FileManager.default.fileExists(atPath: work.file(file) + ending) {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: work.file(file) + ending))
        if ending == "-wal", left == .logHeader { bytes = bytes.prefix(32) }
        if ending.isEmpty, left == .hotJournal { bytes.replaceSubrange(18..<20, with: [2, 2]) }
        try folder.write(bytes, as: file + ending)
      }
      if left == .hotJournal { try db.execute(sql: "ROLLBACK") }
    }
    try queue.close()
  }
}
