import DatabaseFile
import GRDB
import OpenEdX
import TestSupport
import Testing

@Suite struct `The log of changes` {
  private static let watched: [ChangeLog.Watched] = [
    ChangeLog.Watched("person", .person(id: "id", name: "username")),
    ChangeLog.Watched("profile", .person(id: "user_id", name: nil)),
    ChangeLog.Watched("award", .name("username")),
    ChangeLog.Watched("award_date", .row(of: "award", idIn: "award_id", user: nil, name: "username")),
    ChangeLog.Watched("grade", .user("user_id")),
    ChangeLog.Watched("overview", .run("id")),
    ChangeLog.Watched("setting", .everybody),
  ]

  private struct Site {
    let folder: TemporaryFolder
    let file: DatabaseFile
    let start: ChangeLog.Position

    init() throws {
      folder = try TemporaryFolder()
      let tables = """
        CREATE TABLE person (id integer PRIMARY KEY, username text COLLATE NOCASE UNIQUE);
        CREATE TABLE profile (id integer PRIMARY KEY, user_id integer, name text);
        CREATE TABLE award (id integer PRIMARY KEY, username text COLLATE NOCASE, status text);
        CREATE TABLE award_date (id integer PRIMARY KEY, award_id integer);
        CREATE TABLE grade (id integer PRIMARY KEY, user_id integer);
        CREATE TABLE overview (id text PRIMARY KEY COLLATE NOCASE, title text);
        CREATE TABLE setting (id integer PRIMARY KEY, value text);
        INSERT INTO person VALUES (1, 'ann'), (2, 'bob');
        INSERT INTO award VALUES (1, 'ann', 'awarded'), (2, 'Bob', 'awarded');
        INSERT INTO grade VALUES (1, 1);
        INSERT INTO overview VALUES ('A+B+C', 'Charts');
        INSERT INTO setting VALUES (1, 'on');

        """
      let path = folder.file("site.sqlite")
      try DatabaseFile.create(path: path, schema: tables + ChangeLog.schema(`The log of changes`.watched))
      file = try DatabaseFile(path: path, access: .readWrite, requires: [])
      let end = try file.reader.read { try ChangeLog.end($0, schema: "main", watching: ["award", "no such table"]) }
      start = try #require(end)
    }

    func run(_ sql: String) throws { try file.writer?.write { try $0.execute(sql: sql) } }

    func changes(since position: ChangeLog.Position? = nil, limit: Int = .max) throws -> ChangeLog.Changes? {
      try file.reader.read {
        try ChangeLog.changes($0, schema: "main", since: position ?? start, limit: limit)
      }
    }
  }

  @Test(
    arguments: [
      ("INSERT INTO award VALUES (3, 'dora', 'awarded')", [], ["dora"], false),
      ("UPDATE award SET status = 'revoked' WHERE id = 1", [], ["ann"], false),
      ("UPDATE award SET username = 'dora' WHERE id = 1", [], ["ann", "dora"], false),
      ("UPDATE award SET username = 'bob' WHERE id = 2", [], ["Bob", "bob"], false),
      ("DELETE FROM award", [], ["Bob", "ann"], false),
      ("REPLACE INTO award VALUES (1, 'dora', 'awarded')", [], ["ann", "dora"], false),
      ("REPLACE INTO person VALUES (9, 'ANN')", [1, 9], ["ANN", "ann"], true),
      ("INSERT INTO award_date VALUES (1, 2)", [], ["Bob"], false),
      ("INSERT INTO award_date VALUES (1, 77)", [], [], false),
      ("UPDATE grade SET user_id = 2", [1, 2], [], false),
      ("INSERT INTO profile VALUES (1, 2, 'Bob B')", [2], [], true),
      ("UPDATE person SET username = 'bo' WHERE id = 2", [2], ["bo", "bob"], true),
      ("UPDATE award SET status = 'x' WHERE id = 99", [], [], false),
    ] as [(String, Set<Int64>, [String], Bool)]
  )
  func `names the learner of each row that is written, before and after`(
    sql: String,
    users: Set<Int64>,
    names: [String],
    isOfPeople: Bool
  ) throws {
    let site = try Site()
    try site.run(sql)
    let changes = try #require(try site.changes())
    #expect(changes.users == users)
    #expect(changes.names.map(\.text).sorted() == names)
    #expect(changes.isOfPeople == isOfPeople)
  }

  @Test(
    arguments: [
      "UPDATE setting SET value = 'off'", "INSERT INTO setting VALUES (2, 'x')", "DELETE FROM setting",
      "INSERT INTO grade VALUES (2, NULL)",
    ]
  )
  func `says that everybody may be concerned where a row is about nobody in particular`(sql: String) throws {
    let site = try Site()
    try site.run(sql)
    #expect(try site.changes() == nil)
  }

  @Test func `names the course run of a row that is about one`() throws {
    let site = try Site()
    try site.run("UPDATE overview SET title = 'Maps'; UPDATE overview SET id = 'a+b+c'")
    let changes = try #require(try site.changes())
    #expect(changes.runs.map(\.text).sorted() == ["A+B+C", "a+b+c"])
    #expect(changes.users.isEmpty && changes.names.isEmpty)
  }

  @Test func `says nothing of what was rolled back`() throws {
    let site = try Site()
    try site.file.writer?.write { db in
      try db.inSavepoint {
        try db.execute(sql: "DELETE FROM award; DELETE FROM setting")
        return .rollback
      }
    }
    #expect(try site.changes()?.names == [])
  }

  @Test func `drops its oldest rows, and a reader from before then has to look at everybody`() throws {
    let site = try Site()
    try site.run("UPDATE award SET status = 'a' WHERE id = 1")
    let end = try #require(try site.file.reader.read { try ChangeLog.end($0, schema: "main", watching: []) })
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(ChangeLog.mostRows - 1000)) "
    try site.run(many + "INSERT INTO grade (user_id) SELECT 7 FROM n")
    #expect(try site.changes(since: end)?.users == [7])
    #expect(try site.changes()?.names.map(\.text) == ["ann"])
    try site.run(many + "INSERT INTO grade (user_id) SELECT 8 FROM n")
    #expect(try site.changes() == nil && site.changes(since: end) == nil)
    let rows = try site.file.reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sync_change") }
    #expect((ChangeLog.mostRows...ChangeLog.mostRows + 1000).contains(rows ?? 0))
  }

  @Test func `does not take a position of another file for its own, nor too many learners`() throws {
    let (site, other) = (try Site(), try Site())
    #expect(try site.changes(since: other.start) == nil)
    try site.run("UPDATE award SET status = 'revoked'")
    #expect(try site.changes(limit: 1) == nil && site.changes(limit: 2) != nil)
  }

  @Test func `has no end where a table is not watched in all ways, and none in a file without it`() throws {
    let site = try Site()
    func hasEnd(_ table: String) throws -> Bool {
      try site.file.reader.read { try ChangeLog.end($0, schema: "main", watching: [table]) } != nil
    }
    #expect(try hasEnd("award") && hasEnd("setting"))
    try site.run("DROP TRIGGER sync_change_delete_award")
    #expect(try !hasEnd("award") && hasEnd("setting"))
    try site.run("ALTER TABLE setting RENAME TO old; CREATE TABLE setting (id integer PRIMARY KEY, value text)")
    #expect(try !hasEnd("setting"))
    try site.run("DROP TABLE sync_change")
    #expect(try !hasEnd("grade"))
  }
}
