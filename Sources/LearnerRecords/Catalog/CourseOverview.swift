import DatabaseFile
import GRDB
import OpenEdX

/// What the LMS knows of a course run besides its learners: a row of `course_overviews_courseoverview`.
struct CourseOverview {
  let displayName: String?
  /// Nil where the copy lacks a column that they need.
  let certificateSettings: CourseCertificateSettings?

  /// All of them, by the run's key.
  static func all(_ db: Database) throws -> [ExactText: CourseOverview] {
    let names = Set(try db.columns(in: "course_overviews_courseoverview", in: "main").map { $0.name.lowercased() })
    let hasSettings = names.isSuperset(of: ["certificates_display_behavior", "certificate_available_date", "end"])
    let settings =
      hasSettings ? #", self_paced, certificates_display_behavior, certificate_available_date, "end""# : ""
    let rows = try StoredRow.fetchCursor(
      db,
      sql: "SELECT id, display_name\(settings) FROM main.course_overviews_courseoverview"
    )
    var overviews: [ExactText: CourseOverview] = [:]
    while let row = try rows.next() {
      overviews[ExactText(try row.text(0))] = CourseOverview(
        displayName: try row.textOrNil(1),
        certificateSettings: hasSettings ? try CourseCertificateSettings(row) : nil
      )
    }
    return overviews
  }
}

extension CourseCertificateSettings {
  /// Reads columns 2 to 5 of an overview.
  fileprivate init(_ row: StoredRow) throws {
    self.init(
      isSelfPaced: try row.flag(2),
      displayBehavior: try row.textOrNil(3).map(DisplayBehavior.init(rawValue:)),
      availableDate: try row.time(4),
      end: try row.time(5)
    )
  }
}
