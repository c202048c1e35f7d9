import GRDB
import OpenEdX

extension EmbeddedCredentialsService {
  /// Sets a learner's grade in a run. The last post wins, even with an older `lms_last_updated_at`
  /// (<doc:CredentialsAPI#Other-writes>).
  func keep(_ request: GradeRequest, as site: SiteRow? = nil, in db: Database) throws -> CredentialsAnswer {
    var errors = request.errors
    let run = try request.courseRunKey.flatMap {
      try CatalogRun.find($0, site: site == nil ? self.site.id : nil, in: db)
    }
    if let key = request.courseRunKey, run == nil {
      errors["course_run"] = [.string("No CourseRun exists for key [\(key)]")]
    }
    guard errors.isEmpty, let run, let percent = request.percentGrade else {
      throw CredentialsRefusal.invalid(.object(errors))
    }
    let row = try GradeRow.upsert(request, percent: percent, courseRun: run.id, at: clock(), in: db)
    try site?.identify(grade: row.id, in: db)
    return CredentialsAnswer(
      status: 201,
      body: [
        "id": JSONValue(row.id),
        "username": .string(request.username),
        "course_run": .string(run.key),
        "letter_grade": .string(row.letterGrade),
        "percent_grade": .string(percent.text),
        "verified": .bool(row.verified),
        "lms_last_updated_at": row.lastUpdated.map { .string(StoredTime.apiText($0)) } ?? nil,
        "created": .string(StoredTime.apiText(row.created)),
        "modified": .string(StoredTime.apiText(row.modified)),
      ]
    )
  }
}
