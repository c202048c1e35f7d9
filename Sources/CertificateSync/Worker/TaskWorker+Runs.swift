import Credentials
import DatabaseFile
import LMS
import OpenEdX

extension TaskWorker {
  /// `award_course_certificate` (<doc:SyncFlow#Awarding-a-course-certificate>).
  func awardCourseCertificate(_ username: String, _ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    let facts = try reading { () throws(DatabaseFileError) in
      try lms.awardCourseCertificate(username: username, courseRunKey: courseRunKey)
    }
    let post = try deciding { () throws(TaskObstacle) in try facts.post() }
    try await self.post(.courseCredential(post))
    let verb = post.status == .awarded ? "Awarded" : "Revoked"
    return .done("\(verb) a course certificate to user \(username) in course run \(courseRunKey)")
  }

  /// `update_certificate_available_date_on_course_update` (<doc:SyncFlow#Dates>).
  func updateCertificateAvailableDate(_ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    let facts = try reading { () throws(DatabaseFileError) in
      try lms.updateCertificateAvailableDate(courseRunKey: courseRunKey)
    }
    let post = try deciding { () throws(TaskObstacle) in try facts.post() }
    try await self.post(.courseCertificate(post))
    let date = post.availableDate?.apiText ?? "none"
    return .done("Updated the certificate available date of course run \(courseRunKey) to \(date)")
  }

  /// `send_grade_to_credentials`, with the questions of its handler (<doc:SyncFlow#Grades>).
  func sendGrade(_ username: String, _ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    let facts = try reading { () throws(DatabaseFileError) in
      try lms.sendGrade(username: username, courseRunKey: courseRunKey)
    }
    try deciding { () throws(TaskObstacle) in try facts.requireInterest() }
    let programs = try await catalog([courseRunKey])
    let isInProgram = programs.contains { $0.isOffered && $0.contains(courseRunKey) }
    let post = try deciding { () throws(TaskObstacle) in try facts.post(isInProgram: isInProgram) }
    try await self.post(.grade(post))
    return .done("Sent grade for user \(username) in course run \(courseRunKey) to Credentials")
  }
}
