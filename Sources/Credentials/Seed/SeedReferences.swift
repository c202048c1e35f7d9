import DatabaseFile
import GRDB

/// The ids of rows by the names that a seed uses, asked of the database once each.
struct SeedReferences {
  /// The file, for messages.
  let path: String
  private var known: [String: [String: Int64]] = [:]

  init(path: String) { self.path = path }

  /// Notes the id of a row that was just written.
  mutating func note(_ id: Int64, of name: String, in table: SeedTable) {
    known[table.rawValue, default: [:]][name] = id
  }

  /// The id of the row of that name.
  ///
  /// - Throws: `DatabaseFileError` when there is none.
  mutating func id(of name: String, in table: SeedTable, _ db: Database) throws -> Int64 {
    if let id = known[table.rawValue]?[name] { return id }
    let sql = "SELECT id FROM \(table.rawValue) WHERE \(table.nameColumn) = ? ORDER BY id LIMIT 1"
    guard let id = try StoredRow.fetchOne(try db.cachedStatement(sql: sql), arguments: [name])?.integer(0) else {
      throw DatabaseFileError(
        .schema,
        path: path,
        reason: "a row to be written names “\(name)”, which \(table.rawValue) does not hold",
        remedy: "Write that row first, or in the same seed."
      )
    }
    note(id, of: name, in: table)
    return id
  }
}

/// The tables whose rows others name.
enum SeedTable: String {
  case organization = "catalog_organization"
  case course = "catalog_course"
  case courseRun = "catalog_courserun"
  case program = "catalog_program"
  case pathway = "catalog_pathway"
  case learner = "core_user"
  case courseCertificate = "credentials_coursecertificate"
  case programCertificate = "credentials_programcertificate"

  /// The column that a seed's names are in.
  var nameColumn: String {
    switch self {
    case .organization, .course, .courseRun: "key"
    case .program: "uuid"
    case .pathway: "name"
    case .learner: "username"
    case .courseCertificate: "course_id"
    case .programCertificate: "program_uuid"
    }
  }
}
