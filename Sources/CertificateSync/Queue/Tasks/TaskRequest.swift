/// A task to enqueue: what to do and about whom.
package struct TaskRequest: Sendable, Hashable {
  /// Which task.
  package let kind: TaskKind
  /// The learner; nil for tasks about a run alone.
  package let username: String?
  /// The run; nil for tasks about a learner alone.
  package let courseRunKey: String?

  /// The task that posts the status of one course certificate.
  package static func awardCourseCertificate(username: String, courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .awardCourseCertificate, username: username, courseRunKey: courseRunKey)
  }

  /// The task that awards the programs that a learner has completed.
  package static func awardProgramCertificates(username: String) -> TaskRequest {
    TaskRequest(kind: .awardProgramCertificates, username: username, courseRunKey: nil)
  }

  /// The task that revokes the program credentials that a lost certificate undoes.
  package static func revokeProgramCertificates(username: String, courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .revokeProgramCertificates, username: username, courseRunKey: courseRunKey)
  }

  /// The task that sends a run's certificate available date.
  package static func updateCertificateAvailableDate(courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .updateCertificateAvailableDate, username: nil, courseRunKey: courseRunKey)
  }

  /// The task that sends one grade, as it is when the task runs.
  package static func sendGrade(username: String, courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .sendGrade, username: username, courseRunKey: courseRunKey)
  }

  /// What makes two tasks the same: `award-course/{username}/{run}`.
  ///
  /// At most one task of a key is queued and at most one runs, so an older status never overtakes a newer one.
  package var key: String {
    ([kind.keyPrefix] + [username, courseRunKey].compactMap { $0 }).joined(separator: "/")
  }
}
