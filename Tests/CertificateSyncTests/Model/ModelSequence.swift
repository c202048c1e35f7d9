import GRDB
import LMS
import OpenEdX
import TestSupport

@testable import CertificateSync

/// One random sequence of all causes: changes, claims, posts, faults, deaths and stalls in the order of the seed.
///
/// A process that dies has its posts carried out then or never. A request that a dead client has sent and that the
/// service carries out long after is beyond what a client can prevent, and is left out. So is a refusal of a program with
/// 400: the LMS gives it up for good, and so does the engine.
struct ModelSequence {
  /// A rule that did not hold.
  struct Violation: Error, CustomStringConvertible {
    let description: String
  }

  /// A task that stands before the service.
  struct Underway {
    let task: SyncTask
    var place = ""
    var posted: [String] = []
    var isFaulty = false
  }

  struct Ended {
    let finished: TaskQueue.Finished
    let posted: [String]
  }

  struct Engine {
    var underway: [Underway] = []
    var ended: [Ended] = []
    var held: [SyncTask] { underway.map(\.task) + ended.map(\.finished.task) }
  }

  let world: ModelWorld
  let campus: ModelCampus
  var random: RandomDraw
  var engines: [Engine]
  var ledger = ModelLedger()
  var trace: [String] = []

  init(_ world: ModelWorld, _ campus: ModelCampus, engines: Int, seed: UInt64) {
    self.world = world
    random = RandomDraw(seed: seed)
    self.engines = Array(repeating: Engine(), count: engines)
    var campus = campus
    campus.drawAudits(&random)
    self.campus = campus
  }

  /// Runs the sequence, brings it to rest, and compares.
  mutating func run() async throws {
    for _ in 0..<Int.random(in: 16...36, using: &random) { try await step() }
    try await rest()
    try await compare()
  }

  private mutating func step() async throws {
    let engine = Int.random(in: engines.indices, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case ..<30: try change()
    case ..<52: try await turn(engine, claim: Int.random(in: 1...3, using: &random))
    case ..<88:
      let fate = fate()
      try await release(engine, fate)
    case ..<92: try await advance(Double(Int.random(in: 1...400, using: &random)))
    case ..<97: try await die(engine)
    default: try await stall(engine)
    }
  }

  private mutating func fate() -> ParkingService.Fate {
    Int.random(in: 0..<4, using: &random) > 0
      ? .carriedOut : ParkingService.Fate.allCases.randomElement(using: &random) ?? .carriedOut
  }

  /// One transaction of one to three causes: committed, rolled back, or with the first one in a savepoint rolled back.
  private mutating func change() throws {
    let ending = Int.random(in: 0..<10, using: &random)
    let causes = (0..<Int.random(in: 1...3, using: &random)).map { _ in ModelCause(campus, &random) }
    trace.append("change \(causes.map(\.text)) ending \(ending)")
    var places: [String] = []
    var interesting: Set<String> = []
    var grades: [String: String] = [:]
    do {
      try world.site.lms.transaction { transaction in
        for (index, cause) in causes.enumerated() {
          try transaction.db.inSavepoint {
            let touched = try cause.apply(transaction, campus)
            if ending == 8, index == 0 { return .rollback }
            places += touched
            return .commit
          }
        }
        if ending == 9 { throw RolledBack() }
        let implied = ImpliedCredentials(db: transaction.db, learners: campus.learners)
        (interesting, grades) = (try implied.interesting(), try implied.grades())
      }
    } catch is RolledBack {
      return
    }
    ledger.commit(places, interesting: interesting, grades: grades)
  }

  mutating func turn(_ engine: Int, claim: Int) async throws {
    let ended = engines[engine].ended.map(\.finished)
    trace.append("engine \(engine) records \(ended.map(\.task.id)) and claims up to \(claim)")
    let claimed = try await world.queue(engine).turn(record: ended, claimUpTo: claim, now: world.now)
    engines[engine].ended = []
    for task in claimed {
      trace.append("engine \(engine) starts \(task.id) \(task.request.key)")
      let event = try await world.start(task)
      if case .parked(let post) = event, let request = post.request {
        try await requireFresh(post.place, request, task)
      }
      try take(event, of: Underway(task: task), by: engine)
    }
  }

  /// What a worker came to: it stands before the service again, or is through.
  private mutating func take(_ event: ModelWorld.Event, of task: Underway, by engine: Int) throws {
    var task = task
    switch event {
    case .parked(let post):
      if post.isSecond { throw Violation(description: "two at once for \(post.place)") }
      task.place = post.place
      if post.request != nil {
        if task.posted.contains(post.place) { ledger.excuse([post.place]) }
        ledger.post(post.place)
        task.posted.append(post.place)
      }
      engines[engine].underway.append(task)
    case .finished(_, let outcome):
      trace.append("\(task.task.id) ends: \(outcome)")
      if task.isFaulty { ledger.excuse(task.posted) }
      let finished = TaskQueue.Finished(task: task.task, outcome: outcome)
      engines[engine].ended.append(Ended(finished: finished, posted: task.posted))
    }
  }

  mutating func release(_ engine: Int, _ fate: ParkingService.Fate) async throws {
    guard let index = engines[engine].underway.indices.randomElement(using: &random) else { return }
    var task = engines[engine].underway.remove(at: index)
    let isProgram = [.awardProgramCertificates, .revokeProgramCertificates].contains(task.task.request.kind)
    let fate = isProgram && fate == .badRequest ? .internalError : fate
    trace.append("\(task.place) \(fate)")
    if fate.isFault { task.isFaulty = true }
    try take(try await world.release(task.place, fate), of: task, by: engine)
  }

  /// Time passes; the living renew their leases.
  func advance(_ seconds: Double, but stalled: Int? = nil) async throws {
    world.site.clock.advance(seconds: seconds)
    for engine in engines.indices where engine != stalled && !engines[engine].held.isEmpty {
      try await world.queue(engine).renew(engines[engine].held, now: world.now)
    }
  }

  /// A process dies: what it stood before was carried out or not, and nobody records either.
  private mutating func die(_ engine: Int) async throws {
    trace.append("engine \(engine) dies")
    let lost = engines[engine]
    engines[engine] = Engine()
    for ended in lost.ended { ledger.excuse(ended.posted) }
    for task in lost.underway {
      let fate: ParkingService.Fate = Bool.random(using: &random) ? .carriedOut : .lost
      trace.append("\(task.place) \(fate)")
      ledger.excuse(task.posted)
      var event = try await world.release(task.place, fate)
      // The dead send nothing any more.
      while case .parked(let post) = event { event = try await world.release(post.place, .lost) }
    }
    try await advance(TaskQueue.leaseSeconds + 1)
    try await world.queue(engine).rescue(now: world.now)
  }

  /// A process stands still with answers that it has not recorded, and loses its leases; what it records then is void.
  private mutating func stall(_ engine: Int) async throws {
    guard engines[engine].underway.isEmpty, !engines[engine].ended.isEmpty else { return }
    trace.append("engine \(engine) stalls")
    for ended in engines[engine].ended { ledger.excuse(ended.posted) }
    try await advance(TaskQueue.leaseSeconds + 1, but: engine)
    try await world.queue((engine + 1) % engines.count).rescue(now: world.now)
    for other in engines.indices where other != engine { try await turn(other, claim: 2) }
  }
}
