import DatabaseFile
import GRDB
import OpenEdX

/// A row of Credentials' `core_user`: who the pages are for.
struct CredentialsUser {
  let id: Int64
  let username: String
  let email: String
  /// `full_name`, or else first and last name, as the service's `get_full_name` has it.
  let fullName: String

  /// The user of that name, compared as the file's column compares, as the service's own query would be.
  init?(_ db: Database, username: String) throws {
    let row = try StoredRow.fetchOne(
      db,
      sql: """
        SELECT id, username, email, full_name, first_name, last_name FROM credentials.core_user
        WHERE username = ? ORDER BY username <> ? COLLATE BINARY LIMIT 1
        """,
      arguments: [username, username]
    )
    guard let row else { return nil }
    try self.init(row)
  }

  /// The user of a row of these columns: id, username, email, full_name, first_name, last_name.
  init(_ row: StoredRow) throws {
    id = try row.integer(0)
    username = try row.text(1)
    email = try row.text(2)
    let full = try row.text(3)
    let parts = try [row.text(4), row.text(5)].joined(separator: " ")
    fullName = full.isEmpty ? parts.trimmed : full
  }
}

extension String {
  /// Without the white space around it, as Python's `strip`.
  fileprivate var trimmed: String {
    let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
    var end = Substring.UnicodeScalarView(scalars)
    while let last = end.last, last.properties.isWhitespace { end.removeLast() }
    return String(end)
  }
}
