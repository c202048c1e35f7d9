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
    switch facts.decision {
    case .skip(let reason): return .skipped(reason)
    case .retry(let reason): return .retry(reason, after: nil)
    case .post(let body):
      try await post(.credential(body.json))
      let verb = body.status == .awarded ? "Awarded" : "Revoked"
      return .done("\(verb) a course certificate to user \(username) in course run \(courseRunKey)")
    }
  }

  /// `update_certificate_available_date_on_course_update` (<doc:SyncFlow#Dates>).
  func updateCertificateAvailableDate(_ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    let facts = try reading { () throws(DatabaseFileError) in
      try lms.updateCertificateAvailableDate(courseRunKey: courseRunKey)
    }
    let body = try deciding { () throws(TaskObstacle) in try facts.post() }
    try await post(.courseCertificate(body.json))
    let date = body.availableDate?.apiText ?? "none"
    return .done("Updated the certificate available date of course run \(courseRunKey) to \(date)")
  }

  /// `send_grade_to_credentials`, with the questions of its handler (<doc:SyncFlow#Grades>).
  func sendGrade(_ username: String, _ courseRunKey: String) async throws(TaskStop) -> TaskOutcome {
    let facts = try reading { () throws(DatabaseFileError) in
      try lms.sendGrade(username: username, courseRunKey: courseRunKey)
    }
    try deciding { () throws(TaskObstacle) in try facts.requireInterest() }
    let programs = try await asking { () async throws(CredentialsTransportError) in
      try await service.programs(containing: [courseRunKey])
    }
    let isInProgram = programs.contains { $0.isOffered && $0.contains(courseRunKey) }
    let body = try deciding { () throws(TaskObstacle) in try facts.post(isInProgram: isInProgram) }
    try await post(.grade(body.json))
    return .done("Sent grade for user \(username) in course run \(courseRunKey) to Credentials")
  }
}
