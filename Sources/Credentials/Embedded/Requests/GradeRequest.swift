import OpenEdX

/// The body of `POST /api/v2/grades/`, checked as far as that goes without the database
/// (<doc:CredentialsAPI#Other-writes>).
struct GradeRequest {
  let username: String
  /// Nil when it was not sent or is null; then `errors` says so.
  let courseRunKey: String?
  /// Nil keeps the stored one, or "" in a new row.
  let letterGrade: String?
  let percentGrade: PercentGrade?
  /// Nil keeps the stored one, or true in a new row.
  let verified: Bool?
  let lastUpdated: UTCTime?
  /// Whether the time was sent, null included; else the stored one is kept.
  let setsLastUpdated: Bool
  /// What is wrong, by field.
  let errors: [String: JSONValue]

  init(_ body: JSONValue) throws(CredentialsRefusal) {
    var fields = try RequestFields(body)
    username = fields.text("username", required: true, maximum: 150) ?? ""
    courseRunKey = fields.value("course_run", required: true).map(PythonText.str)
    // The LMS sometimes has no letter, which counts as an empty one.
    let letterIsNull = fields.raw("letter_grade") == .null
    letterGrade =
      letterIsNull ? "" : fields.text("letter_grade", required: false, maximum: 255, allowsBlank: true)
    percentGrade = Self.percent(&fields)
    verified = fields.flag("verified")
    setsLastUpdated = fields.has("lms_last_updated_at")
    lastUpdated = fields.time("lms_last_updated_at", required: false, allowsNull: true)
    errors = fields.errors
  }

  private static func percent(_ fields: inout RequestFields) -> PercentGrade? {
    guard let value = fields.value("percent_grade", required: true) else { return nil }
    do throws(PercentGrade.Problem) { return try PercentGrade(PythonText.str(value)) } catch {
      fields.fail("percent_grade", error.message)
      return nil
    }
  }
}
