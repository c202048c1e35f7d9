import CertificateSync
import Credentials
import LMS
import OpenEdX

/// Many tasks run by one engine in one process, and the memory of the process while it goes on.
enum EngineMemory {
  /// How many learners the deployment must have.
  static let learners = 400
  private static let runs = 25
  private static let looks = 20

  /// One look at the process.
  struct Sample {
    let tasks: Int
    let memory: ProcessMemory
  }

  /// Runs the tasks in waves, in each every certificate once: the engine reads the LMS, posts to a service that agrees
  /// at once and keeps nothing, and records the answer.
  ///
  /// - Returns: tasks a second, and the looks.
  static func run(_ open: OpenDeployment, tasks: Int) async throws -> (rate: Double, samples: [Sample]) {
    let wave = (0..<min(tasks, learners * runs)).map { (learner: $0 % learners, run: $0 / learners) }
    try await open.lms.telling([]).transaction { transaction in
      for (learner, run) in wave {
        try transaction.saveCertificate(
          username: EngineDeployment.username(learner),
          courseRunKey: CourseKey(EngineDeployment.runKey(run)),
          values: CertificateValues(status: .downloadable, mode: .verified)
        )
      }
    }
    let requests = wave.map { learner, run in
      TaskRequest.awardCourseCertificate(
        username: EngineDeployment.username(learner),
        courseRunKey: EngineDeployment.runKey(run)
      )
    }
    let engine = open.engine(limits: EngineLimits(concurrency: 64), service: AgreeableService())
    var samples = [Sample(tasks: 0, memory: try .now())]
    let start = ContinuousClock.now
    var ran = 0
    while ran < tasks {
      let part = Array(requests.prefix(tasks - ran))
      _ = try await open.queue.enqueue(part, origin: .live)
      try await engine.run(.untilIdle)
      let before = ran
      ran += part.count
      if ran * looks / tasks > before * looks / tasks { samples.append(Sample(tasks: ran, memory: try .now())) }
    }
    return (Double(tasks) / (ContinuousClock.now - start).inSeconds, samples)
  }
}

/// A service that accepts everything and keeps nothing.
private struct AgreeableService: CredentialsService {
  let destination = "nowhere"

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    CredentialsAnswer(status: 201, body: .null)
  }

  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] { [] }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }

  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    nil
  }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] { [] }
}
