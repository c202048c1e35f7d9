import DatabaseFile
import GRDB

/// Which comparison a table's index on `username` serves.
///
/// Django's own indexes on SQLite compare exactly; a copy of a MySQL database, where names compare without case, has
/// them so, too (<doc:LMSDatabase#Text-is-compared-without-case>).
enum UsernameIndex {
  static func exists(_ db: Database, schema: String, table: String, collation: String) throws -> Bool {
    let found = try StoredRow.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT 1 FROM pragma_index_list(?, ?) l, pragma_index_xinfo(l.name, ?) c
          WHERE c.seqno = 0 AND c.name = 'username' AND c.coll = ? AND NOT l.partial LIMIT 1
          """
      ),
      arguments: [table, schema, schema, collation]
    )
    return found != nil
  }
}
