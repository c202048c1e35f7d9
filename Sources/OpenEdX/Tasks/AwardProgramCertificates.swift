/// The decision of the LMS's task `award_program_certificates`, step by step (<doc:SyncFlow#Programs>).
package struct AwardProgramCertificates: Sendable {
  /// What the LMS holds of the learner.
  package var learner: LearnerCertificates
  /// `programs_without_certificates` of the site: UUIDs to leave out, or first "all", in any case, to award nothing.
  ///
  /// Empty by default, and so it is in a worker: the LMS reads it from the site of the request, of which a worker has
  /// none, so that there the default wins (<doc:LMSConfiguration#Values-by-request>).
  package var programsWithoutCertificates: [String]
  /// The one program to award; nil for every completed one, as in the LMS.
  package var program: ProgramUUID?

  /// Takes the facts.
  package init(
    learner: LearnerCertificates,
    programsWithoutCertificates: [String] = [],
    program: ProgramUUID? = nil
  ) {
    self.learner = learner
    self.program = program
    self.programsWithoutCertificates = programsWithoutCertificates
  }

  /// The programs that the learner has completed, before anybody is asked what was awarded already; sorted.
  ///
  /// Programs that are neither active nor retired are unknown to the LMS, and so not completed.
  ///
  /// - Parameter programs: at least those that contain one of the learner's passed runs.
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func completed(of programs: [ProgramOutline]) throws(TaskObstacle) -> [ProgramUUID] {
    try learner.requireUser()
    if programsWithoutCertificates.first?.lowercased() == "all" {
      throw .skip("the site awards no program certificates (programs_without_certificates is all)")
    }
    let wanted = program.map { program in programs.filter { $0.uuid == program } } ?? programs
    let completed = wanted.filter { $0.isOffered && learner.complete($0) }.map(\.uuid)
    guard !completed.isEmpty else {
      throw .skip("user \(learner.username) has not completed \(program.map { "program \($0)" } ?? "a program")")
    }
    return Set(completed).sorted()
  }

  /// The awards to post, in the order of the programs' UUIDs.
  ///
  /// - Parameter awarded: programs for which Credentials shows an awarded credential already.
  /// - Throws: `TaskObstacle` for the step that ends the task.
  package func posts(
    completed: [ProgramUUID],
    awarded: Set<ProgramUUID>
  ) throws(TaskObstacle) -> [ProgramCredentialPost] {
    let userID = try learner.requireUser()
    let excluded = Set(programsWithoutCertificates.compactMap { ProgramUUID($0) })
    let left = completed.filter { !awarded.contains($0) && !excluded.contains($0) }.sorted()
    guard !left.isEmpty else {
      throw .skip("user \(learner.username) is not eligible for any new program certificate")
    }
    return left.map {
      ProgramCredentialPost(username: learner.username, lmsUserID: userID, program: $0, status: .awarded)
    }
  }
}
