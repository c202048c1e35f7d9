import GRDB
import TestSupport

/// A small deployment in which every text that a command may tell acts on a terminal, or on a spreadsheet.
struct HostileSite {
  /// Sets the clipboard, moves the cursor by a C1 control, and turns the direction of what follows.
  static let text = "\u{1B}]52;c;eA==\u{7}\u{9B}5A\u{1B}[2J\u{202E}\u{2066}\u{200B}\u{85}"
  /// A name that a spreadsheet would run.
  static let username = "=cmd(1)\(text)tomas"

  let folder: TemporaryFolder

  init() throws {
    folder = try Fixtures.harbour(Fixtures.Harbour.uncertified)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let credentials = folder.file("credentials.sqlite")
    configuration.prepareDatabase { try $0.execute(sql: "ATTACH ? AS credentials", arguments: [credentials]) }
    let queue = try DatabaseQueue(path: folder.file("lms.sqlite"), configuration: configuration)
    try queue.write { db in
      for schema in ["main", "credentials"] { try Self.spoil(schema, db) }
    }
    try queue.close()
  }

  /// Spoils the texts that name nothing, and in the keys of runs and names the part that is free.
  private static func spoil(_ schema: String, _ db: Database) throws {
    let tables = try String.fetchAll(
      db,
      sql: "SELECT name FROM \(schema).sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    for table in tables {
      let columns = try Row.fetchAll(
        db,
        sql: "SELECT name, lower(type) FROM pragma_table_info(?, ?)",
        arguments: [table, schema]
      )
      for row in columns {
        let (column, type) = (row[0] as String, row[1] as String)
        guard type.contains("char") || type.contains("text") else { continue }
        let target = "UPDATE OR IGNORE \(schema).\"\(table)\" SET \"\(column)\""
        if free.contains(column) {
          try db.execute(sql: "\(target) = '=' || \"\(column)\" || ? WHERE \"\(column)\" <> ''", arguments: [text])
        } else {
          try db.execute(sql: "\(target) = replace(\"\(column)\", 'HP102', ?)", arguments: ["HP102\(text)"])
          if column == "username" {
            try db.execute(sql: "\(target) = ? WHERE \"\(column)\" = 'tomas'", arguments: [username])
          }
        }
      }
    }
  }

  /// Columns whose texts are told and decide nothing.
  private static let free: Set<String> = [
    "name", "first_name", "last_name", "full_name", "email", "title", "display_name", "org", "platform_name",
    "records_help_url", "domain", "notes", "reason", "title_override", "letter_grade", "grade",
  ]
}

/// Gives the learner 502 of the small site another name, in both databases.
struct HostileRename {
  private let username: String

  init(_ username: String) { self.username = username }

  func apply(to folder: TemporaryFolder) throws {
    for (file, tables) in [
      ("lms.sqlite", ["auth_user"]),
      ("credentials.sqlite", ["core_user", "credentials_usercredential", "records_usergrade"]),
    ] {
      let queue = try DatabaseQueue(path: folder.file(file))
      try queue.write { db in
        for table in tables {
          try db.execute(sql: "UPDATE \(table) SET username = ? WHERE username = 'tomas'", arguments: [username])
        }
      }
      try queue.close()
    }
  }
}
