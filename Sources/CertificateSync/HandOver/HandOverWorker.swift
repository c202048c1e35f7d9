import Credentials
import DatabaseFile
import LMS
import OpenEdX

/// Runs one task by handing it to the site's workers: reads the LMS now, as a post would, and asks the same rules, so that
/// no worker is given what would end without a post, and none is given a revocation.
struct HandOverWorker: Sendable {
  let worker: TaskWorker
  let desk: HandOverDesk
  let handed: HandedOver
  let clock: @Sendable () -> UTCTime

  func run(_ request: TaskRequest) async -> TaskOutcome {
    do throws(TaskStop) {
      let task = try await task(request)
      let rule = try await known { try await handed.rule(request) }
      switch rule.decide(now: clock()) {
      case .handOver: return try await handOver(task, request, rule)
      case .wait:
        return .skipped("it was handed over a while ago, and the next pull shows whether its credential has come")
      case .giveUp:
        // Tried again by hand, it has all its tries.
        try await known { try await handed.forget([ExactText(request.key)]) }
        return .dead(
          "it was handed over \(rule.count) times, and its credential has not come: see the log of the LMS's workers"
        )
      }
    } catch {
      return error.outcome
    }
  }

  private func handOver(
    _ task: LMSTask,
    _ request: TaskRequest,
    _ before: HandOverRule
  ) async throws(TaskStop) -> TaskOutcome {
    do throws(CredentialsTransportError) { try await worker.gate?.pass() } catch {
      throw TaskStop(.retry(error.reason, after: nil))
    }
    let shard: Int?
    do throws(CredentialsTransportError) { shard = try worker.shards?.begin(request.username) } catch {
      throw TaskStop(TaskOutcome(unanswered: error))
    }
    defer { if let shard { worker.shards?.end(shard) } }
    do throws(CredentialsTransportError) { _ = try await worker.shards?.check(request.username) } catch {
      throw TaskStop(TaskOutcome(unanswered: error))
    }
    // Counted first: a process that dies in between has not handed over more often than it knows.
    try await known { try await handed.count(request, now: clock()) }
    let answer = await desk.handOver(task)
    if case .taken(let text) = answer { return .done(text) }
    try await known { try await handed.uncount(request, before: before) }
    switch answer {
    case .taken(let text): return .done(text)
    case .tryAgain(let text): return .retry(text, after: nil)
    case .misconfigured(let text): return .pause(text)
    case .unfit(let text): return .dead(text)
    }
  }

  /// What is handed over for a task of the queue.
  private func task(_ request: TaskRequest) async throws(TaskStop) -> LMSTask {
    switch (request.kind, request.username, request.courseRunKey) {
    case (.awardCourseCertificate, let username?, let run?):
      guard try worker.courseCredential(username, run).status == .awarded else {
        throw TaskStop(.skipped(HandOverDesk.revocation))
      }
      return .awardCourseCertificate(username: username, courseRunKey: run)
    case (.awardProgramCertificates, let username?, _):
      _ = try await worker.completedPrograms(username, request.program)
      return .awardProgramCertificates(username: username)
    case (.updateCertificateAvailableDate, _, let run?): return .updateAvailableDate(courseRunKey: run)
    case (.sendGrade, let username?, let run?): return .sendGrade(try await worker.grade(username, run))
    case (.revokeProgramCertificates, _, _), (.undoPost, _, _): throw TaskStop(.skipped(HandOverDesk.revocation))
    default: throw TaskStop(.dead("the task's row names no learner or no course run"))
    }
  }

  private func known<Value>(_ body: () async throws -> Value) async throws(TaskStop) -> Value {
    do { return try await body() } catch {
      throw TaskStop(.retry("the queue could not be read or written: \(error)", after: nil))
    }
  }
}
