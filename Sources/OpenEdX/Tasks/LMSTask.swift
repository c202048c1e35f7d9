/// A task of the LMS's own, as its Celery workers know it: a name and positional arguments (<doc:SyncFlow#Signals>).
///
/// Revoking is not among them: `award_course_certificate` posts the status that the certificate has when it runs, and
/// `revoke_program_certificates` takes every program that holds the run.
package enum LMSTask: Sendable, Hashable {
  /// Posts the status of one course certificate.
  case awardCourseCertificate(username: String, courseRunKey: String)
  /// Awards every program that the learner has completed.
  case awardProgramCertificates(username: String)
  /// Sends a run's certificate available date.
  case updateAvailableDate(courseRunKey: String)
  /// Sends one grade, as it is in the arguments.
  case sendGrade(GradePost)

  /// An argument, before it is written as Celery's library writes it.
  package enum Argument: Sendable, Hashable {
    /// A text.
    case text(String)
    /// A truth value.
    case flag(Bool)
    /// A number.
    case number(Double)
    /// An instant; nil for none.
    case time(UTCTime?)
  }

  /// The name under which workers have it.
  package var name: String {
    switch self {
    case .awardCourseCertificate: "openedx.core.djangoapps.programs.tasks.award_course_certificate"
    case .awardProgramCertificates: "openedx.core.djangoapps.programs.tasks.award_program_certificates"
    case .updateAvailableDate:
      "openedx.core.djangoapps.programs.tasks.update_certificate_available_date_on_course_update"
    case .sendGrade: "openedx.core.djangoapps.credentials.tasks.v1.tasks.send_grade_to_credentials"
    }
  }

  /// The arguments in their order, as the LMS's handlers give them.
  package var arguments: [Argument] {
    switch self {
    case .awardCourseCertificate(let username, let run): [.text(username), .text(run)]
    case .awardProgramCertificates(let username): [.text(username)]
    case .updateAvailableDate(let run): [.text(run)]
    case .sendGrade(let post):
      [
        .text(post.username), .text(post.courseRunKey), .flag(true), .text(post.grade.letter), .number(post.percent),
        .time(post.grade.modified),
      ]
    }
  }
}
