import Credentials
import DatabaseFile
import LMS
import OpenEdX

extension TaskWorker {
  /// Takes back a post of a run, unless somebody has changed the credential since, by what the service holds now.
  ///
  /// An account that may post and not read takes it back by what the copy held when it was planned.
  func undoPost(_ request: TaskRequest) async throws(TaskStop) -> TaskOutcome {
    guard let planned = try await noting({ rows in try await rows.planned(request) }) ?? nil else {
      throw TaskStop(.skipped("nothing of it is to be undone"))
    }
    let post = planned.post
    let ids = try reading { () throws(DatabaseFileError) in try lms.userIDs(of: [post.username]) }
    guard let reverse = post.reversed(lmsUserID: ids[ExactText(post.username)]) else {
      try await noting { rows in try await rows.drop(request) }
      throw TaskStop(.skipped(RunPost.unknownLearner))
    }
    let verb = post.reversedStatus == .revoked ? "Revoked" : "Awarded again"
    let done = TaskOutcome.done("\(verb): \(post.subject) of user \(post.username). It undoes the run \(planned.run)")
    var cause = cause
    cause?.undoes = planned.run
    if let held = try await held(post.username) {
      switch post.decision(by: held) {
      case .reverse: break
      case .isReversed where planned.isSent:
        // An earlier try was carried out, and its answer never came.
        if let report = await credentials.settle(reverse, cause: cause, held: held) { posts.add(report) }
        try await noting { rows in try await rows.end(request, now: .now) }
        return done
      case .isReversed: throw TaskStop(.skipped("it is \(post.reversedStatus.rawValue) already"))
      case .leave(let reason):
        try await noting { rows in try await rows.drop(request) }
        throw TaskStop(.skipped(reason))
      }
    }
    try await noting { rows in try await rows.begin(request) }
    try await self.post(reverse, cause: cause)
    try await noting { rows in try await rows.end(request, now: .now) }
    return done
  }

  /// What the service holds of the learner; nil where the account may not read it.
  private func held(_ username: String) async throws(TaskStop) -> [ListedCredential]? {
    do throws(CredentialsTransportError) {
      try await gate?.pass()
      return try await credentials.reading.credentials(username: username)
    } catch {
      if error.isForbidden { return nil }
      posts.add(error)
      throw TaskStop(TaskOutcome(unanswered: error))
    }
  }

  /// Reads or writes what is undone; nil where nothing is.
  @discardableResult
  private func noting<Value>(_ body: (UndoneRows) async throws -> Value) async throws(TaskStop) -> Value? {
    guard let undone else { return nil }
    do { return try await body(undone) } catch {
      throw TaskStop(.retry("the queue could not be read or written: \(error)", after: nil))
    }
  }
}
