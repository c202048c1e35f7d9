import GRDB
import LMS
import OpenEdX
import TestSupport

@testable import CertificateSync

/// One random sequence: saves, claims, posts, faults, deaths and stalls in an order that the seed decides.
///
/// A process that dies has its posts carried out then or never. A request that a dead client has sent and that the
/// service carries out long after is beyond what a client can prevent, and is left out.
struct ModelSequence {
  /// A rule that did not hold.
  struct Violation: Error, CustomStringConvertible {
    let description: String
  }

  private struct Engine {
    var parked: [(task: SyncTask, place: String)] = []
    var finished: [TaskQueue.Finished] = []
    var held: [SyncTask] { parked.map(\.task) + finished.map(\.task) }
  }

  static let statuses: [CertificateStatus] = [
    .downloadable, .downloadable, .generating, .notPassing, .unavailable, .unverified,
  ]

  private let world: ModelWorld
  private let learners: [String]
  private var random: RandomDraw
  private var engines: [Engine]
  /// What the LMS has committed.
  private var committed: [String: CertificateStatus] = [:]
  private(set) var trace: [String] = []
  private(set) var changes = 0
  private(set) var posts = 0
  /// Posts that may be repeated: each was refused, or its confirmation was lost.
  private(set) var excused = 0

  init(_ world: ModelWorld, learners: [String], engines: Int, seed: UInt64) {
    self.world = world
    self.learners = learners
    random = RandomDraw(seed: seed)
    self.engines = Array(repeating: Engine(), count: engines)
  }

  /// Runs the sequence, brings it to rest, and compares.
  mutating func run() async throws {
    for _ in 0..<Int.random(in: 8...20, using: &random) { try await step() }
    try await rest()
    try await compare()
  }

  private mutating func step() async throws {
    let engine = Int.random(in: engines.indices, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case ..<34: try save()
    case ..<58: try await turn(engine, claim: Int.random(in: 1...3, using: &random))
    case ..<84: try await release(engine, fate())
    case ..<90: try await advance(Double(Int.random(in: 1...400, using: &random)))
    case ..<95: try await die(engine)
    default: try await stall(engine)
    }
  }

  private mutating func fate() -> ParkingService.Fate {
    Int.random(in: 0..<3, using: &random) > 0
      ? .carriedOut : ParkingService.Fate.allCases.randomElement(using: &random) ?? .carriedOut
  }

  /// One transaction of one to three saves: committed, rolled back, or with one of them in a savepoint rolled back.
  private mutating func save() throws {
    let ending = Int.random(in: 0..<10, using: &random)
    var saves: [(place: String, status: CertificateStatus)] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let learner = learners.randomElement(using: &random) ?? ""
      let run = Bool.random(using: &random) ? Site.run : Site.otherRun
      saves.append(("\(learner)/\(run)", Self.statuses.randomElement(using: &random) ?? .downloadable))
    }
    trace.append("save \(saves.map { "\($0.place) \($0.status.rawValue)" }) ending \(ending)")
    do {
      try world.site.lms.transaction { transaction in
        for (index, save) in saves.enumerated() {
          let parts = save.place.split(separator: "/", maxSplits: 1).map(String.init)
          let key = try CourseKey(parts[1])
          try transaction.db.inSavepoint {
            try transaction.save(parts[0], key, save.status)
            return ending == 8 && index == 0 ? .rollback : .commit
          }
        }
        if ending == 9 { throw RolledBack() }
      }
    } catch is RolledBack {
      return
    }
    for save in saves.dropFirst(ending == 8 ? 1 : 0) {
      committed[save.place] = save.status
      changes += 1
    }
  }

  private mutating func turn(_ engine: Int, claim: Int) async throws {
    let finished = engines[engine].finished
    trace.append("engine \(engine) records \(finished.map(\.task.id)) and claims up to \(claim)")
    let claimed = try await world.queue(engine).turn(record: finished, claimUpTo: claim, now: world.now)
    engines[engine].finished = []
    for task in claimed { try await start(task, engine) }
  }

  private mutating func start(_ task: SyncTask, _ engine: Int) async throws {
    let place = "\(task.request.username ?? "")/\(task.request.courseRunKey ?? "")"
    guard !world.service.isTaken(place) else { throw Violation(description: "two posts at once for \(place)") }
    switch try await world.start(task) {
    case .finished(_, let outcome):
      engines[engine].finished.append(TaskQueue.Finished(task: task, outcome: outcome))
    case .parked(let post):
      posts += 1
      guard let status = committed[place] else { throw Violation(description: "a phantom post for \(place)") }
      guard post.body?["status"]?.string == status.postedStatus.rawValue else {
        throw Violation(description: "a stale post for \(place): \(post)")
      }
      engines[engine].parked.append((task, place))
    }
  }

  private mutating func release(_ engine: Int, _ fate: ParkingService.Fate) async throws {
    guard let index = engines[engine].parked.indices.randomElement(using: &random) else { return }
    let (task, place) = engines[engine].parked.remove(at: index)
    trace.append("\(place) \(fate)")
    if fate.isFault { excused += 1 }
    guard case .finished(_, let outcome) = try await world.release(place, fate) else {
      throw Violation(description: "a worker posted twice for \(place)")
    }
    engines[engine].finished.append(TaskQueue.Finished(task: task, outcome: outcome))
  }

  /// Time passes; the living renew their leases.
  private mutating func advance(_ seconds: Double, but stalled: Int? = nil) async throws {
    trace.append("\(seconds) s pass")
    world.site.clock.advance(seconds: seconds)
    for engine in engines.indices where engine != stalled && !engines[engine].held.isEmpty {
      try await world.queue(engine).renew(engines[engine].held, now: world.now)
    }
  }

  /// A process dies: its posts were carried out or not, and nobody records either.
  private mutating func die(_ engine: Int) async throws {
    trace.append("engine \(engine) dies")
    let lost = engines[engine]
    engines[engine] = Engine()
    excused += lost.held.count
    for (_, place) in lost.parked {
      _ = try await world.release(place, Bool.random(using: &random) ? .carriedOut : .lost)
    }
    try await advance(TaskQueue.leaseSeconds + 1)
    try await world.queue(engine).rescue(now: world.now)
  }

  /// A process stands still with answers that it has not recorded, and loses its leases; what it records then is void.
  private mutating func stall(_ engine: Int) async throws {
    guard engines[engine].parked.isEmpty, !engines[engine].finished.isEmpty else { return }
    trace.append("engine \(engine) stalls")
    excused += engines[engine].finished.count
    try await advance(TaskQueue.leaseSeconds + 1, but: engine)
    try await world.queue((engine + 1) % engines.count).rescue(now: world.now)
    for other in engines.indices where other != engine { try await turn(other, claim: 2) }
  }

  /// No more saves, faults or deaths: the operator resumes and retries, and the engines work until nothing is left.
  private mutating func rest() async throws {
    trace.append("rest")
    for _ in 0..<100 {
      try await world.queue(0).resume()
      _ = try await world.queue(0).retryAllDead(now: world.now)
      for engine in engines.indices {
        while !engines[engine].parked.isEmpty { try await release(engine, .carriedOut) }
        try await turn(engine, claim: 3)
      }
      let left = try await world.count(.queued) + world.count(.running) + world.count(.dead)
      if left == 0, engines.allSatisfy({ $0.held.isEmpty }) { return }
      if let next = try await world.nextDue() { world.site.clock.advance(to: next) }
    }
    throw Violation(description: "it does not come to rest")
  }

  private func compare() async throws {
    for learner in learners {
      for run in [Site.run, Site.otherRun] {
        let expected = committed["\(learner)/\(run)"]?.postedStatus
        let held = try await world.site.held(learner, run)
        guard held == expected else {
          throw Violation(
            description: "\(learner) in \(run): Credentials holds \(held.map(\.rawValue) ?? "nothing"), "
              + "the LMS implies \(expected.map(\.rawValue) ?? "nothing")"
          )
        }
      }
    }
    guard posts <= changes + excused else {
      throw Violation(description: "\(posts) posts for \(changes) changes and \(excused) repeats")
    }
  }
}
