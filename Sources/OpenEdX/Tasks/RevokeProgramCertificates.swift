/// The decision of the LMS's task `revoke_program_certificates`, step by step (<doc:SyncFlow#Programs>).
///
/// It differs from the LMS's own in two points, both towards the state that the certificates imply. A program that
/// another run still completes is kept: the LMS would revoke it, and award it again only by chance. And programs are
/// found by the catalog alone, not by the learner's active enrolments, so that a learner who has unenrolled does not keep a
/// credential for ever (<doc:SyncFlow#Programs>).
package struct RevokeProgramCertificates: Sendable {
  /// What the LMS holds of the learner.
  package var learner: LearnerCertificates
  /// The run whose certificate was lost, as the task carries it.
  package var courseRunKey: String
  /// The one program to revoke; nil for every one that the run undoes.
  package var program: ProgramUUID?

  /// Takes the facts.
  package init(learner: LearnerCertificates, courseRunKey: String, program: ProgramUUID? = nil) {
    self.learner = learner
    self.courseRunKey = courseRunKey
    self.program = program
  }

  /// The programs that contain the run and that the certificates do not complete; sorted.
  ///
  /// - Parameter programs: those that contain the run.
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func undone(of programs: [ProgramOutline]) throws(TaskObstacle) -> [ProgramUUID] {
    try learner.requireUser()
    _ = try TaskObstacle.requireKey(courseRunKey)
    let containing = programs.filter { $0.contains(courseRunKey) && (program == nil || $0.uuid == program) }
    guard !containing.isEmpty else {
      throw .skip("course run \(courseRunKey) is \(program.map { "not in program \($0)" } ?? "in no program")")
    }
    let undone = containing.filter { !learner.complete($0) }.map(\.uuid)
    guard !undone.isEmpty else {
      throw .skip("other certificates of user \(learner.username) still complete the programs")
    }
    return Set(undone).sorted()
  }

  /// The revocations to post, in the order of the programs' UUIDs.
  ///
  /// - Parameter awarded: programs for which Credentials holds an awarded credential of the learner. It must be an
  ///   answer: an empty set in place of a failure would read as "nothing to revoke".
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func posts(undone: [ProgramUUID], awarded: Set<ProgramUUID>) throws(TaskObstacle) -> [ProgramCredentialPost] {
    let userID = try learner.requireUser()
    let left = undone.filter(awarded.contains).sorted()
    guard !left.isEmpty else {
      throw .skip("user \(learner.username) holds no program certificate to revoke for \(courseRunKey)")
    }
    return left.map {
      ProgramCredentialPost(username: learner.username, lmsUserID: userID, program: $0, status: .revoked)
    }
  }
}
