import Credentials
import OpenEdX

/// A task to enqueue: what to do and about whom.
package struct TaskRequest: Sendable, Hashable {
  /// Which task.
  package let kind: TaskKind
  /// The learner; nil for tasks about a run alone.
  package let username: String?
  /// The run; nil for tasks about a learner alone.
  package let courseRunKey: String?
  /// The one program that a program task is about; nil for all that the learner's certificates imply, as in the LMS.
  package var program: ProgramUUID?

  /// The task that posts the status of one course certificate.
  package static func awardCourseCertificate(username: String, courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .awardCourseCertificate, username: username, courseRunKey: courseRunKey)
  }

  /// The task that awards the programs that a learner has completed, or one of them.
  package static func awardProgramCertificates(username: String, program: ProgramUUID? = nil) -> TaskRequest {
    TaskRequest(kind: .awardProgramCertificates, username: username, courseRunKey: nil, program: program)
  }

  /// The task that revokes the program credentials that a lost certificate undoes, or one of them.
  package static func revokeProgramCertificates(
    username: String,
    courseRunKey: String,
    program: ProgramUUID? = nil
  ) -> TaskRequest {
    TaskRequest(kind: .revokeProgramCertificates, username: username, courseRunKey: courseRunKey, program: program)
  }

  /// The task that sends a run's certificate available date.
  package static func updateCertificateAvailableDate(courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .updateCertificateAvailableDate, username: nil, courseRunKey: courseRunKey)
  }

  /// The task that sends one grade, as it is when the task runs.
  package static func sendGrade(username: String, courseRunKey: String) -> TaskRequest {
    TaskRequest(kind: .sendGrade, username: username, courseRunKey: courseRunKey)
  }

  /// What it is about: “course status of ada in course-v1:A+B+C”.
  package var subject: String {
    let parts = [username.map { "of \($0)" }, courseRunKey.map { "in \($0)" }, program.map { "in program \($0.hex)" }]
    return ([kind.shortName] + parts.compactMap { $0 }).joined(separator: " ")
  }

  /// The task that takes back a post of a learner's credential.
  package static func undoPost(username: String, subject: PostSubject) -> TaskRequest {
    switch subject {
    case .courseRun(let key): TaskRequest(kind: .undoPost, username: username, courseRunKey: key.text)
    case .program(let uuid): TaskRequest(kind: .undoPost, username: username, courseRunKey: nil, program: uuid)
    }
  }

  /// What makes two tasks the same: `award-course/{username}/{run}`, or `award-programs/{username}/{program}`.
  ///
  /// At most one task of a key is queued and at most one runs, so an older status never overtakes a newer one.
  package var key: String {
    ([kind.keyPrefix] + [username, courseRunKey, program?.hex].compactMap { $0 }).joined(separator: "/")
  }
}

extension TaskRequest {
  /// Reads a row of the queue. The program stands in the key alone, behind what the other columns say.
  init(kind: TaskKind, username: String?, courseRunKey: String?, key: String) {
    self.init(kind: kind, username: username, courseRunKey: courseRunKey)
    let base = self.key + "/"
    guard kind.isForPrograms || kind == .undoPost, key.utf8.starts(with: base.utf8) else { return }
    program = ProgramUUID(String(decoding: key.utf8.dropFirst(base.utf8.count), as: UTF8.self))
  }
}

/// A task to enqueue, with what it is to repair.
struct PlannedTask: Sendable, Hashable {
  let request: TaskRequest
  /// Empty for a task that a change in the LMS asks for.
  var findings: [Finding] = []
}

extension [Finding] {
  /// As the queue's table keeps them.
  var columnText: String? { isEmpty ? nil : map(\.rawValue).joined(separator: ",") }

  /// Reads ``columnText``; words of a newer version are left out.
  init(columnText: String?) {
    self = (columnText ?? "").split(separator: ",").compactMap { Finding(rawValue: String($0)) }
  }
}
