import Credentials
import DatabaseFile
import LMS
import OpenEdX

/// Runs one task: reads the LMS now, asks the service, and says what came of it. Writes nothing itself.
struct TaskWorker: Sendable {
  let lms: LMSDatabase
  let service: any CredentialsService

  func run(_ request: TaskRequest) async -> TaskOutcome {
    switch request.kind {
    case .awardCourseCertificate:
      guard let username = request.username, let run = request.courseRunKey else {
        return .dead("the task's row names no learner or no course run")
      }
      return await awardCourseCertificate(username: username, courseRunKey: run)
    case .awardProgramCertificates, .revokeProgramCertificates, .updateCertificateAvailableDate, .sendGrade:
      return .dead("this version does not run \(request.kind.rawValue)")
    }
  }

  private func awardCourseCertificate(username: String, courseRunKey: String) async -> TaskOutcome {
    let facts: AwardCourseCertificate
    do throws(DatabaseFileError) {
      facts = try lms.awardCourseCertificate(username: username, courseRunKey: courseRunKey)
    } catch {
      return .retry("the LMS could not be read: \(error)", after: nil)
    }
    switch facts.decision {
    case .skip(let reason): return .skipped(reason)
    case .retry(let reason): return .retry(reason, after: nil)
    case .post(let post): return await send(post)
    }
  }

  private func send(_ post: CourseCredentialPost) async -> TaskOutcome {
    do {
      let answer = try await service.post(.credential(post.json))
      guard answer.isSuccess else { return TaskOutcome(refusal: answer) }
      let verb = post.status == .awarded ? "Awarded" : "Revoked"
      return .done("\(verb) a course certificate to user \(post.username) in course run \(post.courseRunKey)")
    } catch {
      return .retry("no answer from the Credentials service: \(error)", after: nil)
    }
  }
}
