import DatabaseFile
import GRDB
import OpenEdX

/// How names are compared and which accounts are retired, on the site that a deployment is a copy of.
struct NameRules {
  /// Whether another case of a name is the same name for the service: so in MySQL, not in Django's own SQLite tables.
  let withoutCase: Bool
  private let retiredPrefix: String
  private let retiredIDs: Set<Int64>

  init(_ db: Database, retiredPrefix: String) throws {
    self.retiredPrefix = retiredPrefix
    withoutCase =
      try db.tableExists(SyncOrigin.table, in: "main")
      || ColumnCollation.isWithoutCase(
        db,
        schema: "credentials",
        table: "credentials_usercredential",
        column: "username"
      )
    // The table also holds the names that were given up: they are never read.
    retiredIDs =
      try db.tableExists("user_api_userretirementstatus", in: "main")
      ? Set(
        StoredRow.fetchAll(db, sql: "SELECT user_id FROM main.user_api_userretirementstatus").compactMap {
          try $0.integerOrNil(0)
        }
      ) : []
  }

  func isRetired(lmsUserID: Int64, username: String) -> Bool {
    !retiredPrefix.isEmpty && username.utf8.starts(with: retiredPrefix.utf8) || retiredIDs.contains(lmsUserID)
  }
}
