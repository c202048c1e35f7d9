import Foundation
import GRDB
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

/// The exchanges recorded with the real service, over the database from which the recording started.
///
/// Earlier requests of the recording changed that database, so the entries fall into three:
/// - amira, chen, fatou, gus and nobody: untouched by any request, compared as they are.
/// - bjorn, dana and eli: what the requests left behind is put into the copy (`replay`).
/// - The grades of bjorn, chen and fatou carry the moment of their seeding, which another seeding gave the database
///   here: their `last_updated` is compared by its kind only.
/// - answers without a record (403, 401, 404, 500): those of 404 and of an unknown program are nil here; the others
///   are questions of rights, which a file does not have.
@Suite struct `The recorded exchanges` {
  private let folder: TemporaryFolder
  private let entries: [String: JSONValue]

  init() throws {
    folder = try TemporaryFolder()
    try folder.copy(Fixtures.golden("lms.sqlite"), as: "lms.sqlite")
    try folder.copy(Fixtures.contract("seeded_credentials.sqlite"), as: "credentials.sqlite")
    let queue = try DatabaseQueue(path: folder.file("credentials.sqlite"))
    try queue.write { db in try db.execute(sql: Self.replay) }
    try queue.close()
    let lines = try Fixtures.jsonLines(Fixtures.contract("credentials.jsonl"))
    entries = Dictionary(lines.compactMap { line in line["name"]?.string.map { ($0, line) } }) { first, _ in first }
  }

  /// What stood after the recording's posts: bjorn awarded the Computing program; dana awarded in ST201 and two runs of MS403, revoked in CS103 with a
  /// grade; eli awarded in a run of MS403 and in the Humanities program.
  private static let replay = """
    INSERT INTO credentials_coursecertificate
      (id, created, modified, is_active, course_id, certificate_type, site_id, course_run_id)
      SELECT 16 + row_number() OVER (ORDER BY key), '2026-11-22', '2026-11-22', 1, key, 'masters', 1, id
      FROM catalog_courserun WHERE key IN ('course-v1:DeltaX+MS403+2024_T3', 'course-v1:DeltaX+MS403+2025_T1');
    INSERT INTO credentials_usercredential
      (created, modified, username, status, uuid, credential_content_type_id, credential_id) VALUES
      ('2026-11-22', '2026-11-22', 'bjorn', 'awarded', '000000000000000000000000000000a0', 26, 1),
      ('2026-11-22', '2026-11-22', 'dana', 'revoked', '000000000000000000000000000000a1', 25, 5),
      ('2026-11-22', '2026-11-22', 'dana', 'awarded', '000000000000000000000000000000a2', 25, 17),
      ('2026-11-22', '2026-11-22', 'dana', 'awarded', '000000000000000000000000000000a3', 25, 18),
      ('2026-11-22', '2026-11-22', 'dana', 'awarded', '000000000000000000000000000000a4', 25, 7),
      ('2026-11-22', '2026-11-22', 'eli', 'awarded', '000000000000000000000000000000a5', 25, 17),
      ('2026-11-22', '2026-11-22', 'eli', 'awarded', '000000000000000000000000000000a6', 26, 3);
    INSERT INTO records_usergrade
      (created, modified, letter_grade, percent_grade, course_run_id, username, verified)
      VALUES ('2026-11-22', '2026-11-22 20:09:10.731724', 'B', 0.8421, 5, 'dana', 1);
    """

  private func response(_ name: String) throws -> JSONValue { try #require(entries[name]?["response"]) }

  @Test(arguments: ["amira", "bjorn", "chen", "dana", "eli", "fatou", "gus", "nobody"])
  func `the list is the one that was answered`(username: String) throws {
    let list = try RecordStore(folder: folder.path).read {
      try $0.programRecordList(username: username, now: Clock.golden)
    }
    var differences = Differences()
    differences.compare(
      username,
      expected: try response("records_list_\(username)")["body"] ?? nil,
      got: list?.json ?? nil
    )
    #expect(differences.count == 0, "\(differences)")
  }

  @Test func `nobody has a list without being a user of Credentials`() throws {
    try RecordStore(folder: folder.path).read { reader in
      for (username, name) in [("zzz", "records_list_admin_unknown_user"), ("ghost", "records_list_admin_ghost")] {
        let status = try response(name)["status"]
        let list = try reader.programRecordList(username: username, now: Clock.golden)
        #expect(status == 404)
        #expect(list == nil)
      }
    }
  }

  @Test(arguments: [
    ("amira", "amira_cs", true), ("amira", "amira_cs_hex", true), ("amira", "admin_for_amira", true),
    ("bjorn", "bjorn_cs", false), ("chen", "chen_stats", false), ("dana", "dana_cs", true),
    ("fatou", "fatou_hum", false), ("gus", "gus_cs", false), ("nobody", "nobody_mgmt", false),
  ])
  func `the detail is the one that was answered`(username: String, entry: String, datesHold: Bool) throws {
    let expected = try #require(try response("records_detail_\(entry)")["body"])
    let uuid = try #require(expected["uuid"]?.string)
    let program = try #require(ProgramUUID(uuid))
    let detail = try RecordStore(folder: folder.path).read {
      try $0.programRecordDetail(username: username, program: program, now: Clock.golden)
    }
    let got = try #require(detail).json(uuid: uuid)
    var differences = Differences()
    if datesHold {
      differences.compare(entry, expected: expected, got: got)
    } else {
      // The present moment has no offset; a date of the database has one.
      let text = expected["record"]?["program"]?["last_updated"]?.string ?? ""
      #expect(text.hasSuffix("+00:00") == (detail?.lastUpdated != nil))
      differences.compare(entry, expected: Self.undated(expected), got: Self.undated(got))
    }
    #expect(differences.count == 0, "\(differences)")
  }

  @Test func `what was answered with 404 or 500 is nothing here`() throws {
    let program = try #require(ProgramUUID("766103bd-0c4b-5821-8bd2-04c7a65ad625"))
    let unknown = try #require(ProgramUUID("37d6ff82-7a83-5e30-8f06-565e05811f3f"))
    try RecordStore(folder: folder.path).read { reader in
      let nobodys = try reader.programRecordDetail(username: "zzz", program: program, now: Clock.golden)
      let unknowns = try reader.programRecordDetail(username: "amira", program: unknown, now: Clock.golden)
      #expect(nobodys == nil)
      #expect(unknowns == nil)
    }
  }

  private static func undated(_ answer: JSONValue) -> JSONValue {
    guard case .object(var body) = answer, case .object(var record) = body["record"] ?? nil,
      case .object(var program) = record["program"] ?? nil
    else { return answer }
    program["last_updated"] = nil
    record["program"] = .object(program)
    body["record"] = .object(record)
    return .object(body)
  }
}
