import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import TestSupport
import Testing

@testable import SiteData

@Suite(.ownThread) struct SiteImportTests {
  private let folder: TemporaryFolder
  private var site: String { folder.file("site") }

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func take(
    _ inputs: String...,
    names: [SiteSide: String] = [:],
    into site: String? = nil
  ) async throws -> ImportSummary {
    try await SiteImport(inputs: inputs, names: names).run(into: site ?? self.site)
  }

  private func write(_ text: String, _ name: String = "dump.sql") throws -> String {
    try folder.write(Data(text.utf8), as: name)
  }

  /// Every row of a deployment, but for where it is from.
  private func contents(_ site: String) throws -> [String] {
    try SiteSide.allCases.flatMap { side in
      try DatabaseQueue(path: site + "/" + side.fileName).read { db in
        try side.tables.flatMap { table in
          try Row.fetchAll(db, sql: "SELECT * FROM \"\(table.name)\" ORDER BY 1").map { "\(table.name) \($0)" }
        }
      }
    }
  }

  private func value(_ side: SiteSide, _ sql: String) throws -> String? {
    try DatabaseQueue(path: site + "/" + side.fileName).read { db in try String.fetchOne(db, sql: sql) }
  }

  private func hex(_ text: String) -> String { text.utf8.map { String(format: "%02X", $0) }.joined() }

  private func origin() throws -> SyncOrigin? {
    try DatabaseQueue(path: site + "/credentials.sqlite").read { db in try SyncOrigin.read(db) }
  }

  @Test func `a dump of both databases becomes a deployment with every needed row`() async throws {
    let summary = try await take(Fixture.path("both.sql.gz"))
    #expect(summary.sides.map(\.database) == ["edxapp", "credentials_small"])
    #expect(summary.sides.map(\.server) == Array(repeating: "MariaDB 10.11.19-MariaDB-0+deb12u1", count: 2))
    let rows = Dictionary(uniqueKeysWithValues: summary.sides.flatMap(\.tables).map { ($0.name, $0.rows) })
    #expect(rows["auth_user"] == 7)
    #expect(rows["certificates_generatedcertificate"] == 4)
    #expect(rows["certificates_certificatedateoverride"] == 1)
    #expect(rows["credentials_usercredential"] == 3)
    #expect(rows["records_usergrade"] == 3)
    #expect(rows["catalog_courserun"] == 15)
    #expect(rows["user_api_userretirementstatus"] == 1)
    #expect(
      try value(.lms, "SELECT hex(name) FROM auth_userprofile ORDER BY user_id")
        == hex("it's \"q\" \\ back\nnew\ttab\r\0\u{1A}😀 é '; -- no /* nor */ ),(2")
    )
    #expect(try value(.lms, "SELECT name FROM auth_userprofile ORDER BY user_id DESC") == "\\\\\\")
    #expect(try value(.lms, "SELECT modified FROM certificates_certificatedateoverride") == "2025-01-02 03:04:05")
    #expect(try value(.lms, "SELECT created FROM certificates_certificatedateoverride") == "2025-01-02 03:04:05.000600")
    #expect(try value(.credentials, "SELECT length(uuid) || typeof(uuid) FROM catalog_program") == "32text")
  }

  @Test func `nothing is kept that is not needed`() async throws {
    try await take(Fixture.path("both.sql.gz"))
    for side in SiteSide.allCases {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: site + "/" + side.fileName))
      for text in ["pbkdf2_sha256$secret", "former_name", "former@example.org", "Former Name"] {
        #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text) in \(side.fileName)")
      }
    }
  }

  @Test(arguments: [
    "both.ansi.sql.gz", "both.compact.sql.gz", "both.complete-insert.sql.gz", "both.hex-blob.sql.gz",
    "both.skip-extended-insert.sql.gz", "both.sql.zst", "both.sql.xz",
  ])
  func `each form of a dump gives the same deployment`(name: String) async throws {
    try await take(Fixture.path("both.sql.gz"))
    try await take(Fixture.path(name), into: folder.file("other"))
    #expect(try contents(folder.file("other")) == contents(site))
  }

  @Test(arguments: ["tab.tar.gz", "mydumper.tar.gz"])
  func `folders give the same deployment`(name: String) async throws {
    try await take(Fixture.path("both.sql.gz"))
    let dumps = try TemporaryFolder()
    try Fixture.unpack(name, into: dumps)
    try await take(dumps.path, into: folder.file("other"))
    #expect(try contents(folder.file("other")) == contents(site))
  }

  @Test func `a dump through a terminal, with a warning before it, gives the same deployment, and says so`()
    async throws
  {
    try await take(Fixture.path("both.sql.gz"))
    let text = try Fixture.text("both.sql.gz").replacingOccurrences(of: "\n", with: "\r\n")
    let warning = "mysqldump: [Warning] Using a password on the command line interface can be insecure."
    let summary = try await take(write(warning + "\r\n" + text), into: folder.file("other"))
    #expect(try contents(folder.file("other")) == contents(site))
    #expect(summary.notices.contains { $0.hasSuffix(warning) })
    #expect(summary.notices.contains { $0.contains("CR LF") })
  }

  @Test func `one file for each database gives the same deployment, whatever their names and order`() async throws {
    try await take(Fixture.path("both.sql.gz"))
    let (lms, credentials) = try halves()
    try await take(write(credentials, "b.sql"), write(lms, "a.sql"), into: folder.file("other"))
    #expect(try contents(folder.file("other")) == contents(site))
  }

  /// The LMS's dump and that of Credentials, each without the database's name.
  private func halves() throws -> (String, String) {
    let text = try Fixture.text("both.sql.gz")
    let parts = text.components(separatedBy: "--\n-- Current Database: `")
    try #require(parts.count >= 4)
    func body(_ part: String) -> String {
      part.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(1)
        .filter { !$0.hasPrefix("USE ") && !$0.hasPrefix("CREATE DATABASE") }.joined(separator: "\n")
    }
    let end = "\n-- Dump completed on 2026-11-28 18:19:34\n"
    return (parts[0] + body(parts[1]) + end, parts[0] + body(parts[2]) + end)
  }

  @Test func `other databases in the dump are passed over, even with tables of the same names`() async throws {
    let text = try Fixture.text("both.sql.gz")
    let other = """
      USE `discovery`;
      CREATE TABLE `core_user` (`id` int, `username` varchar(30));
      INSERT INTO `core_user` VALUES (1,'somebody');
      CREATE TABLE `django_site` (`id` int, `domain` text, `name` text);
      INSERT INTO `django_site` VALUES ('not a number','x','y');

      """
    let place = try #require(text.range(of: "--\n-- Current Database: `edxapp`"))
    let summary = try await take(write(text.replacingCharacters(in: place, with: other + text[place])))
    #expect(summary.skipped == ["“discovery”"])
    #expect(try value(.credentials, "SELECT count(*) FROM core_user") == "7")
  }

  @Test func `two databases of one kind are refused by name, and a name chooses`() async throws {
    let path = try write(Fixture.text("both.sql.gz").replacingOccurrences(of: "`edxapp`", with: "`edxapp2`"))
    let error = await #expect(throws: SiteDataError.self) { try await take(Fixture.path("both.sql.gz"), path) }
    #expect(error?.code == .ambiguous)
    #expect(error?.reason.contains("“edxapp”") == true && error?.reason.contains("“edxapp2”") == true)
    #expect(!FileManager.default.fileExists(atPath: site + "/lms.sqlite"))
    let (lms, _) = try halves()
    _ = lms
    let summary = try await take(
      write(Fixture.text("both.sql.gz").replacingOccurrences(of: "`credentials_small`", with: "`other`"), "c.sql"),
      path,
      names: [.lms: "edxapp2", .credentials: "other"]
    )
    #expect(summary.sides.map(\.database) == ["edxapp2", "other"])
  }

  @Test func `a dump that is cut off is refused, and the deployment stays as it was`() async throws {
    try await take(Fixture.path("both.sql.gz"))
    let before = try contents(site)
    let bytes = try Fixture.bytes("both.sql.gz")
    for share in stride(from: 5, to: 100, by: 10) {
      let path = try folder.write(Data(bytes[..<(bytes.count * share / 100)]), as: "cut.sql")
      let error = await #expect(throws: SiteDataError.self) { try await take(path) }
      #expect(error?.code == .truncated)
      #expect(error?.place.contains("cut.sql, line ") == true)
    }
    #expect(try contents(site) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: site).sorted() == ["credentials.sqlite", "lms.sqlite"])
  }

  @Test func `a packed dump that is cut off is refused`() async throws {
    let packed = try Data(contentsOf: URL(fileURLWithPath: Fixture.path("both.sql.gz")))
    let path = try folder.write(packed.prefix(packed.count / 2), as: "cut.sql.gz")
    let error = await #expect(throws: SiteDataError.self) { try await take(path) }
    #expect(error?.code == .truncated)
  }

  @Test func `a table or a column that is missing is named`() async throws {
    let text = try Fixture.text("both.sql.gz")
    let noTable = try write(text.replacingOccurrences(of: "`records_usercreditpathway`", with: "`something_else`"))
    let table = await #expect(throws: SiteDataError.self) { try await take(noTable) }
    #expect(table?.code == .missingTable)
    #expect(table?.reason.contains("records_usercreditpathway") == true)
    let noColumn = try write(text.replacingOccurrences(of: "`lms_user_id`", with: "`another_id`"))
    let column = await #expect(throws: SiteDataError.self) { try await take(noColumn) }
    #expect(column?.code == .missingColumn)
    #expect(column?.reason.contains("lms_user_id") == true)
  }

  @Test func `a database that is missing is named with what there is`() async throws {
    let (lms, credentials) = try halves()
    func reason(_ text: String, _ names: [SiteSide: String] = [:]) async throws -> String {
      let path = try write(text)
      let error = await #expect(throws: SiteDataError.self) { try await take(path, names: names) }
      #expect(error?.code == .missingTable)
      return error?.reason ?? ""
    }
    #expect(
      try await reason(lms).hasPrefix("the database of Credentials is missing: “edxapp” does not have the tables ")
    )
    #expect(
      try await reason(credentials).hasSuffix(
        " does not have the tables certificates_generatedcertificate and course_overviews_courseoverview"
      )
    )
    #expect(try await reason("-- a note\n") == "there is no table in \(folder.file("dump.sql"))")
    let both = try Fixture.text("both.sql.gz")
    #expect(
      try await reason(both, [.lms: "nosuch"])
        == "the dumps hold no database “nosuch” (found: “edxapp”, “credentials_small”)"
    )
    #expect(
      try await reason(both, [.lms: "credentials_small"])
        .hasPrefix("the database of the LMS is missing: “credentials_small” does not have the tables ")
    )
  }

  @Test func `a folder of dumps can become the deployment itself`() async throws {
    try await take(Fixture.path("both.sql.gz"))
    let dumps = try TemporaryFolder()
    try Fixture.unpack("tab.tar.gz", into: dumps)
    try await take(dumps.path, into: dumps.path)
    #expect(try contents(dumps.path) == contents(site))
  }

  @Test func `optional tables that the site does not have are empty, and named`() async throws {
    let text = try Fixture.text("both.sql.gz")
      .replacingOccurrences(of: "`user_api_userretirementstatus`", with: "`something_else`")
    let summary = try await take(write(text))
    #expect(summary.sides[0].absent == ["user_api_userretirementstatus"])
    #expect(try value(.lms, "SELECT count(*) FROM user_api_userretirementstatus") == "0")
  }

  @Test(
    arguments: [
      (Array("SQLite format 3\0aaaaaaaaaaaaaaaa".utf8), "SQLite"), ([], "empty"), ([0xFF, 0xFE, 0x2D, 0], "UTF-16"),
      ([0x50, 0x4B, 3, 4, 0, 0], "ZIP"), ([0x42, 0x5A, 0x68, 0x39], "bzip2"),
    ] as [([UInt8], String)]
  )
  func `what is no dump is refused by what it is`(bytes: [UInt8], word: String) async throws {
    let path = try folder.write(Data(bytes), as: "thing")
    let error = await #expect(throws: SiteDataError.self) { try await take(path) }
    #expect(error?.code == .notADump)
    #expect(error?.reason.contains(word) == true)
  }

  @Test(arguments: ["tab.tar.gz", "mydumper.tar.gz"])
  func `a packed archive of a dump's files is no dump whose tables have no rows`(name: String) async throws {
    let error = await #expect(throws: SiteDataError.self) { try await take(Fixture.path(name)) }
    #expect(error?.code == .notADump)
    #expect(error?.reason == "this is a tar archive")
  }

  @Test func `a dump in another character set is refused`() async throws {
    let text = try Fixture.text("both.sql.gz").replacingOccurrences(of: "SET NAMES utf8mb4", with: "SET NAMES latin1")
    let error = await #expect(throws: SiteDataError.self) { try await take(write(text)) }
    #expect(error?.code == .encoding)
  }

  @Test func `a dump that names no character set is read in the one it is in, and says what that loses`() async throws {
    let scalars = try Fixture.text("both.ansi.sql.gz").unicodeScalars
    let path = try folder.write(Data(scalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }), as: "latin1.sql")
    let summary = try await take(path)
    #expect(try value(.lms, "SELECT hex(name) FROM auth_userprofile ORDER BY user_id")?.contains(hex("? é '")) == true)
    #expect(summary.notices.contains { $0.contains("latin1") })
  }

  @Test func `a dump that names no character set and is UTF-8 but for a byte is refused`() async throws {
    var bytes = try Fixture.bytes("both.ansi.sql.gz")
    let first = try #require(bytes.firstIndex { $0 >= 0x80 })
    bytes.insert(0xB7, at: first)
    let path = try folder.write(Data(bytes), as: "damaged.sql")
    let error = await #expect(throws: SiteDataError.self) { try await take(path) }
    #expect(error?.code == .encoding)
  }

  @Test func `the deployment says where it is from and of what moment`() async throws {
    try await take(Fixture.path("both.sql.gz"))
    let origin = try origin()
    #expect(origin?.lms.database == "edxapp")
    #expect(origin?.credentials.source == Fixture.path("both.sql.gz"))
    #expect(origin?.lms.method == .dump)
    #expect(origin?.snapshot != nil)
    #expect(origin?.judgeableUntil == nil)
  }

  @Test(arguments: [(0, 0), (3600, 3600), (-18000, -18000), (19800, 19800), (4000, 0), (90000, 0)] as [(Int64, Int64)])
  func `the file's time says in which zone the dump tells its own`(later: Int64, offset: Int64) throws {
    var facts = DumpFacts()
    let local = try #require(UTCTime("2026-11-28 18:19:34"))
    facts.completed = local
    let seconds = local.microseconds / 1_000_000
    let moment = facts.moment(written: seconds + later)
    #expect(moment?.microseconds == (seconds + offset) * 1_000_000)
  }
}
