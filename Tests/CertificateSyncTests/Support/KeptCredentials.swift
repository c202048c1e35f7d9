import GRDB

/// What Credentials holds, in the words of ``ImpliedCredentials``.
struct KeptCredentials {
  /// “learner/run” to “status override”.
  let courses: [String: String]
  /// “learner/program” to the status.
  let programs: [String: String]
  /// “grade/learner/run” to “letter percent time”.
  let grades: [String: String]
  /// “date/run” to the date, or “at once”.
  let dates: [String: String]
  /// How many credentials there are.
  let count: Int

  init(_ db: Database) throws {
    let rows = { sql in try ImpliedCredentials.rows(db, sql, []) }
    courses = try rows(
      """
      SELECT username || '/' || course_id, u.status || ' ' || coalesce(o.date, '')
      FROM credentials_usercredential u
      JOIN django_content_type t ON t.id = u.credential_content_type_id AND t.model = 'coursecertificate'
      JOIN credentials_coursecertificate c ON c.id = u.credential_id
      LEFT JOIN credentials_usercredentialdateoverride o ON o.user_credential_id = u.id
      """
    )
    let uuids = try rows(
      """
      SELECT username || '/' || substr(p, 1, 8) || '-' || substr(p, 9, 4) || '-' || substr(p, 13, 4) || '-'
        || substr(p, 17, 4) || '-' || substr(p, 21), status
      FROM (
        SELECT username, c.program_uuid AS p, u.status FROM credentials_usercredential u
        JOIN django_content_type t ON t.id = u.credential_content_type_id AND t.model = 'programcertificate'
        JOIN credentials_programcertificate c ON c.id = u.credential_id
      )
      """
    )
    programs = uuids
    grades = try rows(
      """
      SELECT 'grade/' || username || '/' || r.key,
        letter_grade || ' ' || CAST(round(percent_grade * 10000) AS integer) || ' ' || lms_last_updated_at
      FROM records_usergrade g JOIN catalog_courserun r ON r.id = g.course_run_id
      """
    )
    dates = try rows(
      """
      SELECT 'date/' || course_id, coalesce(certificate_available_date, 'at once') FROM credentials_coursecertificate
      """
    )
    count = try Int.fetchOne(db, sql: "SELECT count(*) FROM credentials_usercredential") ?? 0
  }

  /// In what it differs from what the LMS implies for the given programs; grades aside.
  func differences(from implied: ImpliedCredentials, programs all: [CatalogProgram]) throws -> [String] {
    var found: [String] = []
    let expected = try implied.courses()
    for place in Set(expected.keys).union(courses.keys).sorted() where expected[place] != courses[place] {
      found.append(
        "\(place): Credentials holds \(Self.text(courses[place])), the LMS implies \(Self.text(expected[place]))"
      )
    }
    let complete = try implied.programs(all)
    for place in complete.union(programs.keys).sorted() {
      let isAwarded = programs[place] == "awarded"
      if isAwarded != complete.contains(place) {
        found.append(
          "\(place): Credentials holds \(Self.text(programs[place])), the program is \(isAwarded ? "not " : "")completed"
        )
      }
    }
    for (place, date) in try implied.dates() where (dates[place] ?? "at once") != date {
      found.append("\(place): Credentials shows from \(Self.text(dates[place])), the LMS from \(date)")
    }
    return found
  }

  private static func text(_ value: String?) -> String { value.map { "“\($0)”" } ?? "nothing" }
}
