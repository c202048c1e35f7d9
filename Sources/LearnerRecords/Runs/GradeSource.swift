import OpenEdX

/// What the LMS could send for a run of which Credentials has no verified grade, or an older one (<doc:SyncFlow#Grades>).
package struct GradeSource: Sendable {
  /// The row of `grades_persistentcoursegrade`.
  package enum CourseGrade: Sendable {
    /// There is one; this is what is sent.
    case saved(SendGrade.Grade)
    /// There is none.
    case none
    /// This copy does not have the table.
    case unknown
  }

  /// The learner's grade of the run.
  let courseGrade: CourseGrade
  /// Whether an active or retired program has the run; grades of other runs are not sent.
  package let isInProgram: Bool

  /// Takes what was found.
  package init(courseGrade: CourseGrade, isInProgram: Bool) {
    self.courseGrade = courseGrade
    self.isInProgram = isInProgram
  }
}

extension RecordReader {
  /// Looks for the grade that a backfill would send.
  func gradeSource(userID: Int64?, courseRun: String) throws -> GradeSource {
    let courseGrade: GradeSource.CourseGrade
    if !hasCourseGrades {
      courseGrade = .unknown
    } else if let userID, let grade = try grade(userID: userID, courseRun) {
      courseGrade = .saved(grade)
    } else {
      courseGrade = .none
    }
    return GradeSource(courseGrade: courseGrade, isInProgram: isInProgram(courseRun: courseRun))
  }
}
