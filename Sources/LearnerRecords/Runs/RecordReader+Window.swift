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
  /// Days are compared as text, with a day to spare on both sides for offsets; what is no time is taken in, to be refused
  /// where it is read.
  private func usersInWindow(_ filter: RunFilter) throws -> [(id: Int64, name: String)] {
    let day: Int64 = 86_400_000_000
    let first = filter.modifiedSince.map { UTCTime(microseconds: $0.microseconds - day).dateText } ?? "0000"
    let last = filter.modifiedUntil.map { UTCTime(microseconds: $0.microseconds + day).dateText } ?? "9999-99"
    let overridden = try Self.json(overriddenCertificates(filter).sorted())
    let rows = try StoredRow.fetchCursor(
      db,
      sql: """
        SELECT u.id, u.username FROM main.auth_user u WHERE u.id IN (
          SELECT user_id FROM main.certificates_generatedcertificate
          WHERE typeof(modified_date) <> 'text' OR modified_date NOT GLOB '[0-9][0-9][0-9][0-9]-*'
            OR substr(modified_date, 1, 10) BETWEEN ? AND ?
          UNION
          SELECT g.user_id FROM json_each(?) j CROSS JOIN main.certificates_generatedcertificate g ON g.id = j.value
        )
        ORDER BY u.username COLLATE BINARY
        """,
      arguments: [first, last, overridden]
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
