/// A verified grade as Credentials holds it (`records_usergrade`).
package struct StoredGrade: Sendable, Hashable {
  /// The letter; "" where the page shows N/A.
  package let letter: String
  /// 0 to 1, with four decimal places.
  package let percent: Double
  /// When the LMS had last saved what was sent, UTC; nil when that was not said.
  package let lmsLastUpdated: UTCTime?

  /// Takes the grade's values.
  package init(letter: String, percent: Double, lmsLastUpdated: UTCTime?) {
    self.letter = letter
    self.percent = percent
    self.lmsLastUpdated = lmsLastUpdated
  }

  /// Whether the LMS has another grade that is newer (<doc:Findings>, `grade-stale`).
  ///
  /// A grade of the same or a later time is left alone, whatever it says: the copies of the two databases were not made
  /// at one moment, and the LMS may have sent what its copy does not show yet.
  package func isStale(beside grade: SendGrade.Grade) -> Bool {
    guard letter != grade.letter || GradePost.rounded(percent) != GradePost.rounded(grade.percent) else {
      return false
    }
    guard let lmsLastUpdated else { return true }
    return grade.modified.map { lmsLastUpdated < $0 } ?? false
  }
}
