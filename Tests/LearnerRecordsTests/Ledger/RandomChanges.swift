import DatabaseFile
import GRDB
import OpenEdX
import TestSupport

/// Changes of any table of a deployment's two files, drawn from a seed: a value that another row has, a row less, a row that is
/// mixed from others.
struct RandomChanges {
  private var random: RandomDraw
  private let database: DatabaseQueue
  private let tables: [(name: String, columns: [String])]
  /// What was run, to be printed where a test fails.
  private(set) var statements: [String] = []

  init(seed: UInt64, _ folder: TemporaryFolder) throws {
    random = RandomDraw(seed: seed)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      try db.execute(sql: "ATTACH DATABASE ? AS credentials", arguments: [folder.file("credentials.sqlite")])
    }
    database = try DatabaseQueue(path: folder.file("lms.sqlite"), configuration: configuration)
    tables = try database.read { db in
      try ["main", "credentials"].flatMap { (schema: String) in
        try String.fetchAll(
          db,
          sql: """
            SELECT name FROM \(schema).sqlite_master WHERE type = 'table' AND name NOT LIKE 'sync!_%' ESCAPE '!'
              AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name
            """
        ).map { name in ("\(schema).\(name)", try db.columns(in: name, in: schema).map(\.name)) }
      }
    }
    try begin()
  }

  /// Puts a row into tables that are empty else, so that there is something to change.
  private func begin() throws {
    try database.write { db in
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO user_api_userretirementstatus (user_id, current_state_id) VALUES (4, 1);
          INSERT OR IGNORE INTO certificates_certificateallowlist (created, modified, user_id, course_id, allowlist, notes)
            SELECT modified_date, modified_date, user_id, course_id, 1, '' FROM certificates_generatedcertificate LIMIT 3;
          INSERT OR IGNORE INTO certificates_certificateinvalidation
              (created, modified, notes, active, generated_certificate_id, invalidated_by_id)
            SELECT modified_date, modified_date, '', 1, id, 1 FROM certificates_generatedcertificate LIMIT 2;
          INSERT OR IGNORE INTO student_courseenrollment (user_id, course_id, mode, is_active, created)
            SELECT user_id, course_id, 'verified', 1, modified FROM grades_persistentcoursegrade;
          """
      )
    }
  }

  /// Changes something.
  ///
  /// - Parameter percentEverybody: how often, in percent, any table is changed; otherwise one with rows of learners is.
  mutating func change(percentEverybody: Int) throws {
    let ofLearners = tables.filter { Self.tablesOfLearners.contains($0.name) }
    let (table, columns) = random.one(of: random.chance(percentEverybody) ? tables : ofLearners)
    let rows = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    guard rows > 0 else { return }
    let place = random.below(rows)
    let row = "rowid = (SELECT rowid FROM \(table) LIMIT 1 OFFSET \(place))"
    let column = random.one(of: columns)
    let statement: String
    switch random.below(10) {
    case 0: statement = "DELETE FROM \(table) WHERE \(row)"
    case 1, 2:
      let values = columns.filter { $0 != "id" || table.hasSuffix("courseoverview") }
      let mixed = values.map { "(SELECT \"\($0)\" FROM \(table) LIMIT 1 OFFSET \(random.below(rows)))" }
      let names = values.map { "\"\($0)\"" }.joined(separator: ", ")
      statement = "INSERT OR IGNORE INTO \(table) (\(names)) SELECT \(mixed.joined(separator: ", "))"
    default:
      let value =
        column == "username" && random.chance(50)
        ? "'\(random.one(of: ["ann", "ANN", "Bob", "bob", "former_ann", "zoë", "x_y", "X_Y", "ghost", "new"]))'"
        : "(SELECT \"\(column)\" FROM \(table) LIMIT 1 OFFSET \(random.below(rows)))"
      statement = "UPDATE OR IGNORE \(table) SET \"\(column)\" = \(value) WHERE \(row)"
    }
    try run(statement)
  }

  /// Runs a statement.
  mutating func run(_ statement: String) throws {
    statements.append(statement)
    try database.write { try $0.execute(sql: statement) }
  }

  /// Writes where the two files come from, and of what moments they are.
  func write(_ origin: SyncOrigin) throws {
    try database.write { db in try origin.write(db) }
    try database.write { db in
      try db.execute(sql: "DROP TABLE IF EXISTS credentials.sync_origin")
      try db.execute(sql: "CREATE TABLE credentials.sync_origin AS SELECT * FROM main.sync_origin")
    }
  }

  private static let tablesOfLearners =
    [
      "auth_user", "auth_userprofile", "user_api_userretirementstatus", "certificates_generatedcertificate",
      "certificates_generatedcertificate", "certificates_certificatedateoverride", "certificates_certificateallowlist",
      "certificates_certificateinvalidation", "grades_persistentcoursegrade", "student_courseenrollment",
    ].map { "main.\($0)" }
    + [
      "core_user", "credentials_usercredential", "credentials_usercredential",
      "credentials_usercredentialdateoverride", "records_usergrade", "records_usergrade",
    ].map { "credentials.\($0)" }
}
