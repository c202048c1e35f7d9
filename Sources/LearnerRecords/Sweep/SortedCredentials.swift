import DatabaseFile
import GRDB
import OpenEdX

/// Credentials' rows of a part of the names, in the order of an index: awards and grades, and the exceptions among them
/// that the part brings along.
struct SortedCredentials {
  private var awards: SortedRows
  private var grades: SortedRows
  private let part: SweepPart
  private var oddAward = 0
  private var oddGrade = 0
  private let courseContentType: Int64
  private let programContentType: Int64

  /// Most learners have no more credentials, and no more grades.
  private static let usualCount = 4

  init(_ reader: RecordReader, _ part: SweepPart) throws {
    self.part = part
    courseContentType = reader.courseContentType
    programContentType = reader.programContentType
    awards = try Self.rows(
      reader.db,
      part,
      "username, credential_content_type_id, credential_id FROM credentials.credentials_usercredential",
      order: "credential_content_type_id, credential_id"
    )
    grades = try Self.rows(
      reader.db,
      part,
      "username, course_run_id, id FROM credentials.records_usergrade",
      order: "course_run_id"
    )
  }

  private static func rows(
    _ db: Database,
    _ part: SweepPart,
    _ source: String,
    order: String
  ) throws -> SortedRows {
    var conditions: [String] = []
    if part.from != nil { conditions.append("username COLLATE BINARY >= ?") }
    if part.to != nil { conditions.append("username COLLATE BINARY < ?") }
    let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    let statement = try db.cachedStatement(
      sql: "SELECT \(source) \(condition) ORDER BY username COLLATE BINARY, \(order)"
    )
    let bounds = StatementArguments([part.from, part.to].compactMap { $0 })
    return try SortedRows(StoredRow.fetchCursor(statement, arguments: bounds))
  }

  /// The next name that has a credential; nil at the end.
  var nextName: String? { awards.name }

  /// Takes the rows of a name, which must not come before one that was taken already.
  ///
  /// The rows' own ids, uuids and times are left out.
  mutating func take(_ name: String) throws -> CredentialsRows {
    var rows = CredentialsRows()
    while try awards.advance(to: name) {
      if rows.courses.isEmpty { rows.courses.reserveCapacity(Self.usualCount) }
      add(CredentialsRows.Credential(awarded: try awards.integer(2), username: name), try awards.integer(1), to: &rows)
      try awards.next()
    }
    for odd in SweepPart.take(part.oddAwards, &oddAward, name, of: \.name) {
      let credential = CredentialsRows.Credential(
        awarded: odd.configurationID,
        username: name,
        status: odd.status,
        dateOverride: odd.dateOverride
      )
      if odd.type == courseContentType {
        Self.replace(credential, in: &rows.courses)
      } else if odd.type == programContentType {
        Self.replace(credential, in: &rows.programs)
      }
    }
    while try grades.advance(to: name) {
      if rows.gradedRunIDs.isEmpty {
        rows.gradedRunIDs.reserveCapacity(Self.usualCount)
        rows.gradeIDs.reserveCapacity(Self.usualCount)
      }
      rows.gradedRunIDs.append(try grades.integer(1))
      rows.gradeIDs.append(try grades.integer(2))
      try grades.next()
    }
    for odd in SweepPart.take(part.oddGrades, &oddGrade, name, of: \.name) where !odd.isVerified {
      if let place = rows.gradedRunIDs.firstIndex(of: odd.runID) {
        rows.gradedRunIDs.remove(at: place)
        rows.gradeIDs.remove(at: place)
      }
    }
    return rows
  }

  private func add(_ credential: CredentialsRows.Credential, _ type: Int64, to rows: inout CredentialsRows) {
    if type == courseContentType {
      rows.courses.append(credential)
    } else if type == programContentType {
      rows.programs.append(credential)
    }
  }

  private static func replace(_ odd: CredentialsRows.Credential, in rows: inout [CredentialsRows.Credential]) {
    if let place = rows.firstIndex(where: { $0.configurationID == odd.configurationID }) { rows[place] = odd }
  }
}

extension CredentialsRows.Credential {
  /// A credential of which only what decides is known.
  init(awarded configurationID: Int64, username: String, status: String = "awarded", dateOverride: String? = nil) {
    self.init(
      id: 0,
      username: username,
      status: status,
      configurationID: configurationID,
      dateOverride: dateOverride
    )
  }
}
