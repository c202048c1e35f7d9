import DatabaseFile
import Foundation
import GRDB
import LMS
import OpenEdX
import SiteData
import TestSupport
import Testing

@Suite struct StagedDeploymentTests {
  private let folder: TemporaryFolder
  private var deployment: String { folder.file("site") }

  init() throws { folder = try TemporaryFolder() }

  private func origin(_ text: String) throws -> SyncOrigin {
    let time = try #require(UTCTime("2026-11-28 18:19:34"))
    let side = SideOrigin(
      method: .dump,
      source: text,
      database: "openedx",
      server: "MySQL 8.4.11",
      snapshot: time,
      taken: time
    )
    return SyncOrigin(lms: side, credentials: side)
  }

  /// Makes a deployment with one user in it, or replaces the one in force.
  private func place(user: String, from source: String) throws {
    let staged = try StagedDeployment(folder: deployment)
    let lms = try staged.database(.lms)
    let table = try NeededTable.named("auth_user", of: .lms)
    let writer = try lms.writer(of: table, columns: table.columns("id", "username", "email"))
    try writer.insert(["1", user, "\(user)@example.org"])
    try lms.finish()
    let credentials = try staged.database(.credentials)
    try credentials.finish()
    try staged.place(lms: lms.path, credentials: credentials.path, origin: origin(source))
  }

  private func users() throws -> [String] {
    try DatabaseQueue(path: deployment + "/lms.sqlite").read { db in
      try String.fetchAll(db, sql: "SELECT username FROM auth_user")
    }
  }

  @Test func `a fresh one is made whole, for its owner alone, and says where it is from`() throws {
    try place(user: "ada", from: "one.sql")
    #expect(try users() == ["ada"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: deployment).sorted() == ["credentials.sqlite", "lms.sqlite"]
    )
    for name in ["lms.sqlite", "credentials.sqlite"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: deployment + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let read = try DatabaseQueue(path: deployment + "/" + name).read { db in try SyncOrigin.read(db) }
      #expect(read?.lms.source == "one.sql")
      #expect(read?.lms.snapshot?.databaseText == "2026-11-28 18:19:34")
    }
  }

  @Test func `a new copy begins a log of changes of its own, whose positions are not those of the old one`() throws {
    try place(user: "ada", from: "one.sql")
    func file(_ name: String) throws -> DatabaseQueue { try DatabaseQueue(path: "\(deployment)/\(name).sqlite") }
    let tables = ["lms": "certificates_generatedcertificate", "credentials": "credentials_usercredential"]
    for (name, table) in tables {
      let end = try file(name).read { try ChangeLog.end($0, schema: "main", watching: [table]) }
      let position = try #require(end)
      try place(user: "bob", from: "two.sql")
      let new = try file(name).read { try ChangeLog.end($0, schema: "main", watching: [table]) }
      let changes = try file(name).read { try ChangeLog.changes($0, schema: "main", since: position, limit: .max) }
      #expect(new != nil && changes == nil)
    }
  }

  @Test func `a new copy keeps the queue with its numbers, counts and settings`() throws {
    try place(user: "ada", from: "one.sql")
    let pool = try LMSDatabase(path: deployment + "/lms.sqlite", access: .readWrite)
    try pool.file.writer?.write { db in
      try db.execute(
        sql: """
          CREATE TABLE sync_task (id integer PRIMARY KEY AUTOINCREMENT, key text NOT NULL);
          CREATE INDEX sync_task_key ON sync_task (key);
          CREATE TABLE sync_count (key text NOT NULL PRIMARY KEY, tasks integer NOT NULL) WITHOUT ROWID;
          CREATE TRIGGER sync_count_insert AFTER INSERT ON sync_task BEGIN
            INSERT INTO sync_count VALUES (NEW.key, 1) ON CONFLICT DO UPDATE SET tasks = tasks + 1;
          END;
          INSERT INTO sync_task (key) VALUES ('a'), ('a'), ('b');
          DELETE FROM sync_task WHERE id = 3;
          """
      )
    }
    pool.file.close()
    try place(user: "eve", from: "two.sql")
    #expect(try users() == ["eve"])
    try DatabaseQueue(path: deployment + "/lms.sqlite").write { db in
      #expect(try Int.fetchAll(db, sql: "SELECT id FROM sync_task") == [1, 2])
      #expect(
        try Row.fetchAll(db, sql: "SELECT * FROM sync_count").map { "\($0)" } == [
          "[key:\"a\" tasks:2]", "[key:\"b\" tasks:1]",
        ]
      )
      #expect(try SyncOrigin.read(db)?.lms.source == "two.sql")
      try db.execute(sql: "INSERT INTO sync_task (key) VALUES ('a')")
      #expect(try Int.fetchOne(db, sql: "SELECT max(id) FROM sync_task") == 4)
      #expect(try Int.fetchOne(db, sql: "SELECT tasks FROM sync_count WHERE key = 'a'") == 3)
    }
  }

  @Test func `one that is not placed leaves what was there, and nothing of its own`() throws {
    try place(user: "ada", from: "one.sql")
    do {
      let staged = try StagedDeployment(folder: deployment)
      try staged.database(.lms).finish()
    }
    #expect(try users() == ["ada"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: deployment).sorted() == ["credentials.sqlite", "lms.sqlite"]
    )
  }

  @Test(arguments: ["site", "a/b/site", "a/b/site/"])
  func `folders that were made for one that is not placed go with it`(name: String) throws {
    do {
      let staged = try StagedDeployment(folder: folder.file(name))
      try staged.database(.lms).finish()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `folders that were there stay, and what somebody else puts into a made one stays as well`() throws {
    for name in ["empty", "notes/site"] {
      try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
    }
    try folder.write(Data("mine".utf8), as: "notes/text")
    for name in ["empty", "notes/site", "notes/other/site"] { _ = try StagedDeployment(folder: folder.file(name)) }
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == [
        "empty", "notes", "notes/site", "notes/text",
      ]
    )
    do {
      let staged = try StagedDeployment(folder: folder.file("made/site"))
      try folder.write(Data("mine".utf8), as: "made/text")
      withExtendedLifetime(staged) {}
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.file("made")) == ["text"])
  }

  @Test func `of a folder that cannot be made nothing is left`() throws {
    let name = "a/b/" + String(repeating: "x", count: 300)
    let error = #expect(throws: SiteDataError.self) { try StagedDeployment(folder: folder.file(name)) }
    #expect(error?.code == .unwritable)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("gone"))
    let dangling = #expect(throws: SiteDataError.self) { try StagedDeployment(folder: folder.file("link")) }
    #expect(dangling?.code == .unwritable)
    #expect(dangling?.reason.contains("No such file") == true)
  }

  @Test func `of two at once the second is refused`() throws {
    let first = try StagedDeployment(folder: deployment)
    let error = #expect(throws: SiteDataError.self) { try StagedDeployment(folder: deployment) }
    #expect(error?.code == .inUse)
    withExtendedLifetime(first) {}
  }

  @Test(.timeLimit(.minutes(30)))
  func `one that another process has open for writing is refused, and stays as it is`() throws {
    try place(user: "ada", from: "one.sql")
    let open = try LMSDatabase(path: deployment + "/lms.sqlite", access: .readWrite)
    try open.file.writer?.write { db in try db.execute(sql: "UPDATE auth_user SET username = 'grace'") }
    let error = #expect(throws: SiteDataError.self) { try place(user: "eve", from: "two.sql") }
    #expect(error?.code == .inUse)
    open.file.close()
    #expect(try users() == ["grace"])
  }
}
