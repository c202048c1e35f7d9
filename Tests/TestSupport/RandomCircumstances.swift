import GRDB

/// What real sites have beside certificates and awards, drawn from a seed: who is enrolled and on a list of exceptions, what
/// was invalidated, accounts that are not whose name they have, runs and configurations that are there twice.
struct RandomCircumstances {
  private var random: RandomDraw

  init(seed: UInt64) { random = RandomDraw(seed: seed &+ 0x5EED) }

  /// Changes the two files.
  mutating func write(lms: String, credentials: String) throws {
    try Self.change(lms) { db in try changeLMS(db) }
    try Self.change(credentials) { db in
      try changeAccounts(db)
      try changeCatalog(db)
      try changeConfigurations(db)
    }
  }

  private static func change(_ path: String, _ body: (Database) throws -> Void) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write(body)
    try queue.close()
  }

  private mutating func changeLMS(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT user_id, course_id FROM grades_persistentcoursegrade ORDER BY id")
    where random.chance(70) {
      let mode = random.one(of: ["verified", "verified", "honor", "audit"])
      try db.execute(
        sql: "INSERT INTO student_courseenrollment (course_id, is_active, mode, user_id) VALUES (?, ?, ?, ?)",
        arguments: [row["course_id"], random.chance(85), mode, row["user_id"]]
      )
      guard random.chance(10) else { continue }
      try db.execute(
        sql: """
          INSERT INTO certificates_certificateallowlist (created, modified, course_id, allowlist, user_id)
          VALUES ('2024-02-01 00:00:00', '2024-02-01 00:00:00', ?, ?, ?)
          """,
        arguments: [row["course_id"], random.chance(80), row["user_id"]]
      )
    }
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM certificates_generatedcertificate ORDER BY id")
    where random.chance(10) {
      try db.execute(
        sql: """
          INSERT INTO certificates_certificateinvalidation (created, modified, notes, active, generated_certificate_id,
            invalidated_by_id) VALUES ('2024-02-01 00:00:00', '2024-02-01 00:00:00', 'drawn', ?, ?, 1)
          """,
        arguments: [random.chance(70), id]
      )
    }
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM auth_user ORDER BY id") {
      guard random.chance(8) else { continue }
      try db.execute(
        sql: "INSERT INTO user_api_userretirementstatus (user_id, current_state_id) VALUES (?, 1)",
        arguments: [id]
      )
    }
  }

  private mutating func changeAccounts(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, lms_user_id FROM core_user ORDER BY id") {
      let id: Int64? = row["lms_user_id"]
      let name = random.chance(15) ? "Other" : random.chance(15) ? "" : "Name \(id ?? 0)"
      try db.execute(sql: "UPDATE core_user SET full_name = ? WHERE id = ?", arguments: [name, row["id"]])
      guard random.chance(12) else { continue }
      let other = random.one(of: [nil, Int64(random.below(8)), 99])
      try db.execute(sql: "UPDATE core_user SET lms_user_id = ? WHERE id = ?", arguments: [other, row["id"]])
    }
  }

  /// Some runs are in the catalog twice; a program lists the one or the other.
  private mutating func changeCatalog(_ db: Database) throws {
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM catalog_courserun ORDER BY id") where random.chance(4) {
      try db.execute(
        sql: """
          INSERT INTO catalog_courserun (created, modified, uuid, key, course_id)
          SELECT created, modified, ?, key, course_id FROM catalog_courserun WHERE id = ?
          """,
        arguments: [uuid(), id]
      )
      guard random.chance(50) else { continue }
      try db.execute(
        sql: "UPDATE catalog_program_course_runs SET courserun_id = ? WHERE courserun_id = ?",
        arguments: [db.lastInsertedRowID, id]
      )
    }
  }

  /// Some runs have two configurations, some one of another site; some configurations of programs have no program.
  private mutating func changeConfigurations(_ db: Database) throws {
    try db.execute(sql: "INSERT INTO django_site (domain, name) VALUES ('two.example.org', 'two')")
    let site = db.lastInsertedRowID
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM credentials_coursecertificate ORDER BY id") {
      if random.chance(6) {
        try db.execute(
          sql: """
            INSERT INTO credentials_coursecertificate (created, modified, is_active, course_id, certificate_type, site_id)
            SELECT created, modified, ?, course_id, 'professional', site_id FROM credentials_coursecertificate
            WHERE id = ?
            """,
          arguments: [random.chance(50), id]
        )
        let other = db.lastInsertedRowID
        if random.chance(50) {
          try db.execute(
            sql: """
              UPDATE credentials_usercredential SET credential_id = ?
              WHERE credential_id = ? AND id % 3 = 0 AND \(Self.ofRuns)
              """,
            arguments: [other, id]
          )
        }
      } else if random.chance(4) {
        try db.execute(
          sql: "UPDATE credentials_coursecertificate SET site_id = ? WHERE id = ?",
          arguments: [site, id]
        )
      }
    }
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM credentials_programcertificate ORDER BY id") {
      let change = random.below(100)
      if change < 5 {
        try db.execute(sql: "UPDATE credentials_programcertificate SET program_id = NULL WHERE id = ?", arguments: [id])
      } else if change < 10 {
        try db.execute(
          sql: "UPDATE credentials_programcertificate SET site_id = ? WHERE id = ?",
          arguments: [site, id]
        )
      }
    }
  }

  /// A UUID as 32 hexadecimal digits, as Django writes it.
  private mutating func uuid() -> String {
    (0..<2).map { _ in
      let digits = String(random.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  private static let ofRuns = """
    credential_content_type_id = (SELECT id FROM django_content_type WHERE model = 'coursecertificate')
    """
}
