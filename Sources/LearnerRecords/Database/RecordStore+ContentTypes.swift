import DatabaseFile
import GRDB

extension RecordStore {
  /// Refuses credentials of which nobody can say what they are for, because the table of content types lacks one of the
  /// service's two. They would count as lost, and a backfill would award all of them again.
  ///
  /// The service makes both types when it is installed, so that a table without them is another service's. Where both are
  /// there, rows of another type are let pass, however many: the service passes over them, too.
  ///
  /// - Throws: `DatabaseFileError` with the number of such credentials.
  static func checkContentTypes(_ file: DatabaseFile) throws(DatabaseFileError) {
    let counts = try DatabaseFile.translating(path: file.path) {
      try file.reader.read { db in try unknownCredentials(db) }
    }
    guard counts.unknown > 0, counts.types < 2 else { return }
    let all = grouped(counts.all)
    throw DatabaseFileError(
      .schema,
      path: file.path,
      reason: counts.unknown == counts.all
        ? "\(all) credentials, none of a known type: were two databases written into one?"
        : "\(grouped(counts.unknown)) of \(all) credentials are of no known type",
      remedy: "“django_content_type” has to be the Credentials service's own table, and not the LMS's. "
        + "Copy each of the two databases into a file of its own."
    )
  }

  private static func unknownCredentials(_ db: Database) throws -> (types: Int, unknown: Int, all: Int) {
    // The few types are looked up one after the other in the index, so that not every row is read.
    let rows = try StoredRow.fetchAll(
      db,
      sql: """
        WITH RECURSIVE used (id) AS (
          SELECT min(credential_content_type_id) FROM credentials_usercredential
          UNION ALL
          SELECT (SELECT min(credential_content_type_id) FROM credentials_usercredential
            WHERE credential_content_type_id > used.id)
          FROM used WHERE used.id IS NOT NULL)
        SELECT id FROM used WHERE id IS NOT NULL AND id NOT IN (
          SELECT id FROM django_content_type
          WHERE app_label = 'credentials' AND model IN ('coursecertificate', 'programcertificate'))
        """
    )
    guard !rows.isEmpty else { return (0, 0, 0) }
    // A number with a fraction is refused by those who read the row.
    let ids = RecordReader.json(rows.compactMap { $0.value(0).integer })
    let counts = try StoredRow.fetchOne(
      db,
      sql: """
        SELECT count(*), sum(credential_content_type_id IN (SELECT value FROM json_each(?))), (
          SELECT count(DISTINCT model) FROM django_content_type
          WHERE app_label = 'credentials' AND model IN ('coursecertificate', 'programcertificate'))
        FROM credentials_usercredential
        """,
      arguments: [ids]
    )
    return (try counts?.count(2) ?? 0, try counts?.count(1) ?? 0, try counts?.count(0) ?? 0)
  }

  /// A number with commas between its thousands.
  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }
}
