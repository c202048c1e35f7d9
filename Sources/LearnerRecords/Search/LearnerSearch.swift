import GRDB
import OpenEdX

extension RecordReader {
  /// The learners whose username, address, name or LMS id fits the text, in either database.
  ///
  /// Names and addresses fit anywhere in them, without regard to ASCII case; the LMS id fits as a whole. First come
  /// those that are the text, then those that begin with it, then the others, each by username's code points.
  ///
  /// - Parameter limit: how many at most.
  package func searchLearners(_ text: String, limit: Int = 100) throws -> [LearnerPerson] {
    guard !text.isEmpty, limit > 0 else { return [] }
    let rows = try Row.fetchCursor(
      db,
      sql: Self.searchSQL,
      arguments: ["text": text, "part": "%" + Self.escaped(text) + "%", "start": Self.escaped(text) + "%"]
    )
    var learners: [Learner] = []
    var seen: Set<ExactText> = []
    while learners.count < limit, let row = try rows.next() {
      let learner: Learner?
      if let id = row.integerOrNil(1) {
        let names = try LearnerNames(db, lmsUserID: id, username: row.text(0), spelledIn: [])
        learner = names.learner(lmsUserID: id, username: row.text(0))
      } else {
        learner = try self.learner(named: row.text(0))
      }
      if let learner, seen.insert(ExactText(learner.username)).inserted { learners.append(learner) }
    }
    return try people(learners)
  }

  private static let searchSQL = """
    SELECT username, lms_user_id, min(rank) AS rank FROM (
      SELECT u.username AS username, u.id AS lms_user_id, \(rank(["u.username", "u.email", "p.name"], "u.id")) AS rank
      FROM main.auth_user u LEFT JOIN main.auth_userprofile p ON p.user_id = u.id
      UNION ALL
      SELECT coalesce(u.username, c.username), u.id,
        \(rank(["c.username", "c.email", "c.full_name"], "c.lms_user_id"))
      FROM credentials.core_user c LEFT JOIN main.auth_user u ON u.id = c.lms_user_id
    ) WHERE rank < 3 GROUP BY username, lms_user_id ORDER BY rank, username COLLATE BINARY
    """

  private static func rank(_ columns: [String], _ id: String) -> String {
    let equal = columns.map { "\($0) = :text COLLATE NOCASE" }.joined(separator: " OR ")
    let start = columns.map { "\($0) LIKE :start ESCAPE '\\'" }.joined(separator: " OR ")
    let part = columns.map { "\($0) LIKE :part ESCAPE '\\'" }.joined(separator: " OR ")
    return """
      CASE WHEN \(equal) OR CAST(\(id) AS TEXT) = :text THEN 0 WHEN \(start) THEN 1 WHEN \(part) THEN 2 ELSE 3 END
      """
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "_" || scalar == "\\" { result.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
