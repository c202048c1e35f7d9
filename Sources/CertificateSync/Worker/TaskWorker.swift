import Credentials
import DatabaseFile
import LMS
import OpenEdX

/// Runs one task: reads the LMS now, asks the service, and says what came of it. Writes nothing itself.
///
/// What is decided stands in `OpenEdX`, a rule a task; here the facts are read and the answers are sorted.
struct TaskWorker: Sendable {
  let lms: LMSDatabase
  let credentials: CredentialsConnection
  /// The LMS setting `DISABLE_HONOR_CERTIFICATES`, which no table holds.
  let honorCertificatesDisabled: Bool
  let gate: RequestGate?
  /// Nil where all learners are this process's.
  let shards: ShardGate?
  let cause: PostCause?
  /// Nil where posts stay on this machine.
  let sent: SentPosts?
  /// Nil where nothing is undone.
  let undone: UndoneRows?
  /// What this run has posted so far.
  let posts = TaskPosts()

  init(
    lms: LMSDatabase,
    credentials: CredentialsConnection,
    honorCertificatesDisabled: Bool = false,
    gate: RequestGate? = nil,
    shards: ShardGate? = nil,
    cause: PostCause? = nil,
    sent: SentPosts? = nil,
    undone: UndoneRows? = nil
  ) {
    self.lms = lms
    self.sent = sent
    self.undone = undone
    self.honorCertificatesDisabled = honorCertificatesDisabled
    self.credentials = credentials
    self.gate = gate
    self.shards = shards
    self.cause = cause
  }

  func run(_ request: TaskRequest) async -> TaskOutcome {
    do throws(TaskStop) {
      switch (request.kind, request.username, request.courseRunKey) {
      case (.awardCourseCertificate, let username?, let run?): return try await awardCourseCertificate(username, run)
      case (.awardProgramCertificates, let username?, _):
        return try await awardProgramCertificates(username, request.program)
      case (.revokeProgramCertificates, let username?, let run?):
        return try await revokeProgramCertificates(username, run, request.program)
      case (.updateCertificateAvailableDate, _, let run?): return try await updateCertificateAvailableDate(run)
      case (.sendGrade, let username?, let run?): return try await sendGrade(username, run)
      case (.undoPost, _?, _): return try await undoPost(request)
      default: return .dead("the task's row names no learner or no course run")
      }
    } catch {
      return error.outcome
    }
  }

  /// Reads facts of the LMS.
  func reading<Facts>(_ body: () throws(DatabaseFileError) -> Facts) throws(TaskStop) -> Facts {
    do throws(DatabaseFileError) { return try body() } catch {
      throw TaskStop(.retry("the LMS could not be read: \(error)", after: nil))
    }
  }

  /// Asks a rule.
  func deciding<Value>(_ body: () throws(TaskObstacle) -> Value) throws(TaskStop) -> Value {
    do throws(TaskObstacle) { return try body() } catch {
      switch error {
      case .skip(let reason): throw TaskStop(.skipped(reason))
      case .retry(let reason): throw TaskStop(.retry(reason, after: nil))
      }
    }
  }

  /// Asks the service what a learner holds.
  func asking<Value>(
    _ body: (any CredentialsReading) async throws(CredentialsTransportError) -> Value
  ) async throws(TaskStop) -> Value {
    do throws(CredentialsTransportError) {
      try await gate?.pass()
      return try await body(credentials.reading)
    } catch {
      posts.add(error)
      throw TaskStop(TaskOutcome(unanswered: error))
    }
  }

  /// The programs that contain one of the runs.
  func catalog(_ courseRunKeys: [String]) async throws(TaskStop) -> [ProgramOutline] {
    guard !courseRunKeys.isEmpty else { return [] }
    do throws(CredentialsTransportError) {
      return try await credentials.catalog.programs(containing: courseRunKeys)
    } catch {
      throw TaskStop(TaskOutcome(unanswered: error))
    }
  }

  /// Posts once, and keeps what came of it.
  ///
  /// - Throws: `CredentialsTransportError` when there was no answer.
  func send(
    _ request: CredentialsRequest,
    cause: PostCause?
  ) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await gate?.pass()
    let shard = try shards?.begin(request.username)
    defer { if let shard { shards?.end(shard) } }
    let report = await credentials.post(request, cause: cause)
    posts.add(report)
    return try report.result.get()
  }

  /// Posts, and goes on only when the service has accepted.
  func post(_ request: CredentialsRequest, cause: PostCause?) async throws(TaskStop) {
    let answer: CredentialsAnswer
    do throws(CredentialsTransportError) { answer = try await send(request, cause: cause) } catch {
      throw TaskStop(TaskOutcome(unanswered: error))
    }
    guard answer.isSuccess else { throw TaskStop(TaskOutcome(refusal: answer)) }
  }
}

/// The outcome with which a step ends its task.
struct TaskStop: Error {
  let outcome: TaskOutcome

  init(_ outcome: TaskOutcome) { self.outcome = outcome }
}
