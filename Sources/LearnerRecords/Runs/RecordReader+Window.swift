import DatabaseFile
import GRDB
import OpenEdX

extension RecordReader {
  /// Visits the rows of the learners whom a filter can admit, by their username's code points.
  ///
  /// In a window a row without a certificate of the window is not admitted, so only the learners who have such a
  /// certificate are read: on a large site a window of days holds few of them.
  func visitLearners(_ filter: RunFilter, _ visit: (LearnerRows) throws -> Void) throws {
    guard filter.users.isEmpty, filter.hasWindow else { return try visitLearners(filter.users, visit) }
    let users = try usersInWindow(filter)
    let names = users.count > Self.few ? try LearnerNames(db, nameRules) : nil
    for start in stride(from: 0, to: users.count, by: Self.chunkSize) {
      let learners = try users[start..<min(start + Self.chunkSize, users.count)].map { id, name in
        try learner(lmsUserID: id, username: name, names)
      }
      for rows in try rows(of: learners) { try visit(rows) }
    }
  }

  /// The LMS's users with a certificate that is perhaps of the window, by username's code points.
  ///
  /// Times are compared as text: as Django writes them with a second to spare, in other forms by their days, with a day to
  /// spare for offsets. What is no time is taken in, to be refused where it is read.
  private func usersInWindow(_ filter: RunFilter) throws -> [(id: Int64, name: String)] {
    func bound(_ time: UTCTime?, _ spare: Double, _ open: String) -> String {
      time?.adding(seconds: spare).databaseText ?? open
    }
    let day = 86_400.0
    let overridden = try Self.json(overriddenCertificates(filter).sorted())
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT u.id, u.username FROM main.auth_user u WHERE u.id IN (
          SELECT user_id FROM main.certificates_generatedcertificate
          WHERE +modified_date IS NULL OR +modified_date < '0' OR +modified_date >= ':'
            OR +modified_date BETWEEN substr(?1, 1, 10) AND substr(?2, 1, 10) || '~' AND CASE
              WHEN length(modified_date) >= 19 AND substr(modified_date, 11, 1) = ' '
                AND substr(modified_date, 20) NOT GLOB '*[-+Z]*' THEN +modified_date BETWEEN ?3 AND ?4
              ELSE 1 END
          UNION
          SELECT g.user_id FROM json_each(?5) j CROSS JOIN main.certificates_generatedcertificate g ON g.id = j.value
        )
        ORDER BY u.username COLLATE BINARY
        """,
      arguments: [
        bound(filter.modifiedSince, -day, "0000"), bound(filter.modifiedUntil, day, "9999-99"),
        bound(filter.modifiedSince, -1, "0000"), bound(filter.modifiedUntil, 1, "9999-99"), overridden,
      ]
    )
    var users: [(id: Int64, name: String)] = []
    while let row = try rows.next() { users.append((try row.integer(0), try row.text(1))) }
    return users
  }

  /// The certificates whose date override was saved or deleted in the filter's window; none without a window.
  ///
  /// The history is read, because the live table cannot tell of deletions
  /// (<doc:LMSDatabase#What-a-change-leaves-behind>).
  func overriddenCertificates(_ filter: RunFilter) throws -> Set<Int64> {
    guard filter.hasWindow else { return [] }
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT generated_certificate_id, history_date FROM main.certificates_historicalcertificatedateoverride
        WHERE generated_certificate_id IS NOT NULL
        """
    )
    var certificates: Set<Int64> = []
    while let row = try rows.next() {
      guard let date = try row.time(1), filter.modifiedSince.map({ $0 <= date }) ?? true,
        filter.modifiedUntil.map({ date <= $0 }) ?? true
      else { continue }
      certificates.insert(try row.integer(0))
    }
    return certificates
  }
}
