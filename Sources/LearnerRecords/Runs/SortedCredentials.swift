import GRDB
import OpenEdX

/// Credentials' rows by name, for a walk over all learners: each row is met once, in the order of an index.
///
/// Reading a million rows by their names would visit the table once a row. What is asked of nearly all of them is in
/// the indexes: that there is an award, that there is a grade. The exceptions (revoked, dated, unverified) are few; one
/// pass over the table finds them, and SQLite sorts them outside memory.
struct SortedCredentials {
  private var awards: SortedRows
  private var oddAwards: SortedRows
  private var grades: SortedRows
  private var unverified: SortedRows
  private let courseContentType: Int64
  private let programContentType: Int64

  init(_ db: Database, courseContentType: Int64, programContentType: Int64) throws {
    self.courseContentType = courseContentType
    self.programContentType = programContentType
    awards = try SortedRows(
      db,
      """
      SELECT username, credential_content_type_id, credential_id FROM credentials.credentials_usercredential
      ORDER BY username COLLATE BINARY, credential_content_type_id, credential_id
      """
    )
    oddAwards = try SortedRows(
      db,
      """
      SELECT c.username, c.credential_content_type_id, c.credential_id, c.status, o.date
      FROM credentials.credentials_usercredential c
      LEFT JOIN credentials.credentials_usercredentialdateoverride o ON o.user_credential_id = c.id
      WHERE c.status <> 'awarded'
      UNION ALL
      SELECT c.username, c.credential_content_type_id, c.credential_id, c.status, o.date
      FROM credentials.credentials_usercredentialdateoverride o
      CROSS JOIN credentials.credentials_usercredential c ON c.id = o.user_credential_id
      WHERE c.status = 'awarded'
      ORDER BY 1 COLLATE BINARY
      """
    )
    grades = try SortedRows(
      db,
      """
      SELECT username, course_run_id, id FROM credentials.records_usergrade
      ORDER BY username COLLATE BINARY, course_run_id
      """
    )
    unverified = try SortedRows(
      db,
      """
      SELECT username, course_run_id, verified FROM credentials.records_usergrade WHERE verified IS NOT 1
      ORDER BY username COLLATE BINARY
      """
    )
  }

  /// The next name that has a credential; nil at the end.
  var nextName: String? { awards.name }

  /// Takes the rows of a name, which must not come before one that was taken already.
  ///
  /// The rows' own ids, uuids and times are left out.
  mutating func take(_ name: String) throws -> CredentialsRows {
    var rows = CredentialsRows()
    while try awards.advance(to: name) {
      let type = try awards.integer(1)
      let credential = CredentialsRows.Credential(awarded: try awards.integer(2), username: name)
      if type == courseContentType {
        rows.courses.append(credential)
      } else if type == programContentType {
        rows.programs.append(credential)
      }
      try awards.next()
    }
    while try oddAwards.advance(to: name) {
      let type = try oddAwards.integer(1)
      let odd = try CredentialsRows.Credential(
        awarded: oddAwards.integer(2),
        username: name,
        status: oddAwards.text(3),
        dateOverride: oddAwards.timeText(4)
      )
      if type == courseContentType {
        Self.replace(odd, in: &rows.courses)
      } else if type == programContentType {
        Self.replace(odd, in: &rows.programs)
      }
      try oddAwards.next()
    }
    while try grades.advance(to: name) {
      rows.gradedRunIDs.append(try grades.integer(1))
      rows.gradeIDs.append(try grades.integer(2))
      try grades.next()
    }
    while try unverified.advance(to: name) {
      let id = try unverified.integer(1)
      if try !unverified.flag(2), let place = rows.gradedRunIDs.firstIndex(of: id) {
        rows.gradedRunIDs.remove(at: place)
        rows.gradeIDs.remove(at: place)
      }
      try unverified.next()
    }
    return rows
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
      uuid: "",
      created: "",
      modified: "",
      configurationID: configurationID,
      dateOverride: dateOverride
    )
  }
}
