import Credentials
import DatabaseFile
import LMS
import OpenEdX

extension TaskWorker {
  /// `award_course_certificate` (<doc:SyncFlow#Awarding-a-course-certificate>).
  func awardCourseCertificate(_ username: String, _ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    let post = try courseCredential(username, courseRunKey)
    try await self.post(.courseCredential(post), cause: cause)
    let verb = post.status == .awarded ? "Awarded" : "Revoked"
    return .done("\(verb) a course certificate to user \(username) in course run \(courseRunKey)")
  }

  /// What `award_course_certificate` posts now.
  func courseCredential(_ username: String, _ courseRunKey: String) throws(TaskStop) -> CourseCredentialPost {
    var facts = try reading { () throws(DatabaseFileError) in
      try lms.awardCourseCertificate(username: username, courseRunKey: courseRunKey)
    }
    facts.honorCertificatesDisabled = honorCertificatesDisabled
    return try deciding { () throws(TaskObstacle) in try facts.post() }
  }

  /// `update_certificate_available_date_on_course_update` (<doc:SyncFlow#Dates>), with what is stored beside the date left
  /// as it is, and the date read back.
  ///
  /// An award that runs at the same time may make the configuration between the question and the post, of another type;
  /// the post is then refused with 500, and the configuration is asked for once more.
  func updateCertificateAvailableDate(_ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    var facts = try reading { () throws(DatabaseFileError) in
      try lms.updateCertificateAvailableDate(courseRunKey: courseRunKey)
    }
    facts.honorCertificatesDisabled = honorCertificatesDisabled
    let stored = try await configuration(courseRunKey)
    var post = try deciding { () throws(TaskObstacle) in try facts.post(stored: stored) }
    do throws(TaskStop) { try await self.post(.courseCertificate(post), cause: cause) } catch {
      guard stored == nil, let made = try await configuration(courseRunKey) else { throw error }
      post = try deciding { () throws(TaskObstacle) in try facts.post(stored: made) }
      try await self.post(.courseCertificate(post), cause: cause)
    }
    let date = post.availableDate?.apiText ?? "none"
    let kept = try await configuration(courseRunKey)
    guard let kept, kept.availableDate?.wholeSeconds == post.availableDate?.wholeSeconds else {
      let found = kept.map { $0.availableDate?.apiText ?? "none" } ?? "no configuration"
      return .retry("posted the available date \(date) for \(courseRunKey), and Credentials has \(found)", after: nil)
    }
    return .done("Updated the certificate available date of course run \(courseRunKey) to \(date)")
  }

  private func configuration(_ courseRunKey: String) async throws(TaskStop) -> StoredCourseCertificate? {
    try await asking { (reading) async throws(CredentialsTransportError) in
      try await reading.courseCertificate(courseRunKey: courseRunKey)
    }
  }

  /// `send_grade_to_credentials`, with the questions of its handler (<doc:SyncFlow#Grades>).
  func sendGrade(_ username: String, _ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    try await post(.grade(try await grade(username, courseRunKey)), cause: cause)
    return .done("Sent grade for user \(username) in course run \(courseRunKey) to Credentials")
  }

  /// What `send_grade_to_credentials` posts now.
  func grade(_ username: String, _ courseRunKey: String) async throws(TaskStop) -> GradePost {
    var facts = try reading { () throws(DatabaseFileError) in
      try lms.sendGrade(username: username, courseRunKey: courseRunKey)
    }
    facts.honorCertificatesDisabled = honorCertificatesDisabled
    try deciding { () throws(TaskObstacle) in try facts.requireInterest() }
    let programs = try await catalog([courseRunKey])
    let isInProgram = programs.contains { $0.isOffered && $0.contains(courseRunKey) }
    return try deciding { () throws(TaskObstacle) in try facts.post(isInProgram: isInProgram) }
  }
}
