import Credentials
import DatabaseFile
import Foundation
import GRDB
import OpenEdX
import TestSupport
import Testing

/// MariaDB's own UUID columns come out with hyphens, other converters write 16 bytes: it is one thing everywhere.
@Suite struct `UUIDs in every form` {
  enum Form: CaseIterable {
    case digits, hyphens, bytes

    func value(_ uuid: ProgramUUID) -> DatabaseValue {
      switch self {
      case .digits: uuid.hex.databaseValue
      case .hyphens: uuid.dashed.databaseValue
      case .bytes: Data(uuid.bytes).databaseValue
      }
    }
  }

  private static let columns = [
    ("credentials_usercredential", "uuid"), ("credentials_programcertificate", "program_uuid"),
    ("catalog_program", "uuid"),
  ]

  /// The recorded exchanges' database with its UUIDs written anew.
  private func fixture(_ form: Form) throws -> EmbeddedServiceFixture {
    let folder = try TemporaryFolder()
    let path = try folder.copy(Fixtures.contract("seeded_credentials.sqlite"), as: "credentials.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      for (table, column) in Self.columns {
        for row in try StoredRow.fetchAll(db, sql: "SELECT id, \(column) FROM \(table)") {
          let uuid = try #require(try row.programUUID(1))
          try db.execute(
            sql: "UPDATE \(table) SET \(column) = ? WHERE id = ?",
            arguments: [form.value(uuid), try row.integer(0)]
          )
        }
      }
    }
    try queue.close()
    return try EmbeddedServiceFixture(source: path)
  }

  @Test(arguments: Form.allCases)
  func `take a program's award, and new rows get the form of the others`(form: Form) async throws {
    let fixture = try fixture(form)
    let first = try await fixture.database.file.reader.read { db in
      let sql = "SELECT program_uuid FROM credentials_programcertificate WHERE is_active ORDER BY id LIMIT 1"
      return try StoredRow.fetchOne(db, sql: sql)?.programUUID(0)
    }
    let program = try #require(first)
    let owner = try fixture.value("SELECT username FROM core_user ORDER BY id LIMIT 1")
    let answer = try await fixture.service.answer(
      .credential([
        "username": .string(owner), "status": "awarded", "lms_user_id": 4711, "attributes": [],
        "credential": ["type": "program", "program_uuid": .string(program.dashed)],
      ])
    )
    #expect(answer.status == 201, "\(answer.body)")
    let uuid = try #require(answer.body["uuid"]?.string.flatMap { ProgramUUID($0) })
    let stored = try await fixture.database.file.reader.read { db in
      try StoredRow.fetchAll(db, sql: "SELECT uuid FROM credentials_usercredential").map { $0.value(0) }
    }
    let expected: StoredValue =
      switch form {
      case .digits: .text(uuid.hex)
      case .hyphens: .text(uuid.dashed)
      case .bytes: .blob(uuid.bytes)
      }
    #expect(stored.contains(expected))
    #expect(try await fixture.service.allAwardedProgramUUIDs(username: owner).contains(program))
  }
}

@Suite struct `A damaged database behind the embedded service` {
  @Test func `is no trouble that passes`() async throws {
    let fixture = try EmbeddedServiceFixture()
    fixture.database.file.close()
    let path = fixture.database.file.path
    let bytes = try #require(FileManager.default.contents(atPath: path))
    let database = try CredentialsDatabase(path: path, access: .readWrite)
    let service = try EmbeddedCredentialsService(database: database, clock: { .now })
    // All but the first page is gone.
    try (bytes.prefix(4096) + Data(repeating: 0xA5, count: bytes.count - 4096)).write(to: URL(fileURLWithPath: path))
    let error = try await #require(throws: CredentialsTransportError.self) {
      try await service.answer(
        .credential([
          "username": "ada", "credential": ["course_run_key": "course-v1:a+b+c", "mode": "verified"],
        ])
      )
    }
    #expect(error.isConfiguration, "\(error)")
  }
}
