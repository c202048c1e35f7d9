/// A task of the certificate sync flow, by the LMS's own name where it has one (<doc:SyncFlow#Signals>).
package enum TaskKind: String, Sendable, Hashable, CaseIterable {
  /// Posts the status of one course certificate; despite its name it revokes as well.
  case awardCourseCertificate = "award_course_certificate"
  /// Awards the programs that a learner has completed.
  case awardProgramCertificates = "award_program_certificates"
  /// Revokes the program credentials that a lost course certificate undoes.
  case revokeProgramCertificates = "revoke_program_certificates"
  /// Sends a run's certificate available date.
  case updateCertificateAvailableDate = "update_certificate_available_date_on_course_update"
  /// Sends one grade.
  case sendGrade = "send_grade_to_credentials"
  /// Takes back what a backfill posted. The LMS has no such task.
  case undoPost = "undo_post"

  /// What it does, in a word or two; screens and logs name it so.
  package var shortName: String {
    switch self {
    case .awardCourseCertificate: "course status"
    case .awardProgramCertificates: "program award"
    case .revokeProgramCertificates: "program revoke"
    case .updateCertificateAvailableDate: "available date"
    case .sendGrade: "grade"
    case .undoPost: "undo"
    }
  }

  /// Whether the task's handler asks for `ENABLE_LEARNER_RECORDS` of the run's org.
  var isForLearnerRecords: Bool { self == .awardCourseCertificate || self == .sendGrade }

  /// Whether the task is about a learner's program credentials.
  var isForPrograms: Bool { self == .awardProgramCertificates || self == .revokeProgramCertificates }

  /// The first part of a task's key.
  var keyPrefix: String {
    switch self {
    case .awardCourseCertificate: "award-course"
    case .awardProgramCertificates: "award-programs"
    case .revokeProgramCertificates: "revoke-programs"
    case .updateCertificateAvailableDate: "available-date"
    case .sendGrade: "send-grade"
    case .undoPost: "undo"
    }
  }
}
