import Credentials
import DatabaseFile
import LMS
import OpenEdX

extension TaskWorker {
  /// `award_program_certificates` (<doc:SyncFlow#Programs>).
  ///
  /// - Parameter program: the one to award; nil for all.
  func awardProgramCertificates(
    _ username: String,
    _ program: ProgramUUID?
  ) async throws(TaskStop) -> TaskOutcome {
    let rule = AwardProgramCertificates(learner: try learner(username), program: program)
    _ = try deciding { () throws(TaskObstacle) in try rule.learner.requireUser() }
    let programs = try await catalog(rule.learner.passedRuns)
    let settled = try await settle(username)
    let completed = try deciding { () throws(TaskObstacle) in try rule.completed(of: programs) }
    let awarded = try await asking { service async throws(CredentialsTransportError) in
      try await service.awardedProgramUUIDs(username: username)
    }
    let posts = try deciding(unless: settled) { () throws(TaskObstacle) in
      try rule.posts(completed: completed, awarded: awarded)
    }
    return try await send(posts, after: settled)
  }

  /// The programs that `award_program_certificates` finds completed now.
  func completedPrograms(_ username: String, _ program: ProgramUUID?) async throws(TaskStop) -> [ProgramUUID] {
    let rule = AwardProgramCertificates(learner: try learner(username), program: program)
    let programs = try await catalog(rule.learner.passedRuns)
    return try deciding { () throws(TaskObstacle) in try rule.completed(of: programs) }
  }

  /// `revoke_program_certificates` (<doc:SyncFlow#Programs>). A program credential that is not visible yet is revoked as well.
  ///
  /// - Parameter program: the one to revoke; nil for all that contain the run.
  func revokeProgramCertificates(
    _ username: String,
    _ courseRunKey: String,
    _ program: ProgramUUID?
  ) async throws(TaskStop) -> TaskOutcome {
    let rule = RevokeProgramCertificates(
      learner: try learner(username),
      courseRunKey: courseRunKey,
      program: program
    )
    _ = try deciding { () throws(TaskObstacle) in try rule.learner.requireUser() }
    let programs = try await catalog([courseRunKey])
    let settled = try await settle(username)
    let undone = try deciding { () throws(TaskObstacle) in try rule.undone(of: programs) }
    let awarded = try await asking { service async throws(CredentialsTransportError) in
      try await service.allAwardedProgramUUIDs(username: username)
    }
    let posts = try deciding(unless: settled) { () throws(TaskObstacle) in
      try rule.posts(undone: undone, awarded: awarded)
    }
    return try await send(posts, after: settled)
  }

  /// Posts one after the other, then makes sure that what was posted still holds.
  ///
  /// Awarding and revoking are two tasks of one learner, which may run at the same time: each may have read the
  /// certificates before, and post after, the other. The one that posts last reads them once more and corrects itself, so
  /// that the last post is the right one.
  private func send(
    _ posts: [ProgramCredentialPost],
    after settled: [ProgramCredentialPost]
  ) async throws(TaskStop) -> TaskOutcome {
    var tally = ProgramTally(standing: settled)
    for post in posts { try await send(post, &tally) }
    for round in 1...Self.correctionRounds {
      let wrong = try await outdated(tally.standing)
      if wrong.isEmpty { break }
      if round == Self.correctionRounds {
        throw TaskStop(.retry("the learner's certificates keep changing while their programs are posted", after: nil))
      }
      for post in wrong { try await send(post.opposite, &tally) }
    }
    return tally.outcome
  }

  private static let correctionRounds = 5

  private func send(_ post: ProgramCredentialPost, _ tally: inout ProgramTally) async throws(TaskStop) {
    try await writing { sent in try await sent.begin(post, cause, now: .now) }
    let answer: CredentialsAnswer
    do throws(CredentialsTransportError) { answer = try await send(.programCredential(post), cause: cause) } catch {
      try await writing { sent in try await error.isUnsent ? sent.end(post) : sent.lose(post) }
      if error.isConfiguration || error.isElsewhere { throw TaskStop(TaskOutcome(unanswered: error)) }
      tally.take(error.told, to: post)
      return
    }
    try await writing { sent in try await sent.end(post) }
    if let stop = tally.take(answer, to: post) { throw TaskStop(stop) }
  }

  /// Looks up what an earlier try has sent and nobody has answered, so that the journal and the copy have it.
  ///
  /// - Returns: the posts that the site has carried out.
  private func settle(_ username: String) async throws(TaskStop) -> [ProgramCredentialPost] {
    let unanswered = try await writing { sent in try await sent.unanswered(username, now: .now) } ?? []
    guard !unanswered.isEmpty else { return [] }
    let held = try await asking { service async throws(CredentialsTransportError) in
      try await service.credentials(username: username)
    }
    var settled: [ProgramCredentialPost] = []
    for item in unanswered {
      if let report = await credentials.settle(.programCredential(item.post), cause: item.cause, held: held) {
        posts.add(report)
        settled.append(item.post)
      }
      try await writing { sent in try await sent.end(item.post) }
    }
    return settled
  }

  /// Reads or writes what was sent; nil where posts stay on this machine.
  @discardableResult
  private func writing<Value>(_ body: (SentPosts) async throws -> Value) async throws(TaskStop) -> Value? {
    guard let sent else { return nil }
    do { return try await body(sent) } catch {
      throw TaskStop(.retry("the queue could not be written: \(error)", after: nil))
    }
  }

  /// Asks a rule for posts; where it has none, those that an earlier try has made are enough.
  private func deciding(
    unless settled: [ProgramCredentialPost],
    _ body: () throws(TaskObstacle) -> [ProgramCredentialPost]
  ) throws(TaskStop) -> [ProgramCredentialPost] {
    do throws(TaskStop) { return try deciding(body).filter { !settled.contains($0) } } catch {
      if case .skipped = error.outcome, !settled.isEmpty { return [] }
      throw error
    }
  }

  /// Which of the posts the certificates, as they are now, do not bear out any more.
  private func outdated(_ posts: [ProgramCredentialPost]) async throws(TaskStop) -> [ProgramCredentialPost] {
    guard let username = posts.first?.username else { return [] }
    let learner = try learner(username)
    let programs = try await catalog(learner.passedRuns)
    let complete = Set(programs.filter(learner.complete).map(\.uuid))
    return posts.filter { ($0.status == .awarded) != complete.contains($0.program) }
  }

  private func learner(_ username: String) throws(TaskStop) -> LearnerCertificates {
    var learner = try reading { () throws(DatabaseFileError) in try lms.learnerCertificates(username: username) }
    learner.honorCertificatesDisabled = honorCertificatesDisabled
    return learner
  }
}
