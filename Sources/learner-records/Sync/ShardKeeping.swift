import CertificateSync
import CredentialsHTTP
import LMS
import Logging
import ServiceLifecycle
import SiteData

/// Takes this process's share of a site's shards and keeps it, as a service that ends after all posts have.
struct ShardKeeping: Service {
  /// What is held.
  let held: HeldShards
  private let locks: ShardLocks
  private let balance: ShardBalance
  private let logger: Logger

  /// Looks whether the configured site is fit for it; nil without `follow.shards`.
  ///
  /// - Throws: `ClientError`, `SiteDataError` with the reason why the locks cannot be used.
  init?(_ settings: Settings, logger: Logger) async throws {
    guard let shards = settings.whole(.followShards), let (lms, credentials) = try settings.databases() else {
      return nil
    }
    locks = try await ShardLocks.find(lms: lms, credentials: credentials, shards: shards)
    // Two looks at least, so that one who has cut the learners otherwise is seen before anything is posted.
    let lastSent = ShardGate.validity + settings.transport.requestTimeout
    held = HeldShards(count: shards, wait: max(settings.longestRequest, lastSent, Self.interval * 2))
    balance = ShardBalance(shards: shards)
    self.logger = logger
    // Refused before the first pull, which can take long.
    _ = try await locks.look()
    let prefix = await locks.prefix ?? ""
    logger.notice("The learners are cut into \(shards) shards, by the locks \(prefix):… of \(lms.place)")
    await locks.end()
  }

  /// Lets posts pass for the learners of the shards that are held, as the LMS's database sorts them.
  func gate(_ lms: LMSDatabase) -> ShardGate {
    ShardGate(held, lms: lms) { [locks] shard in await locks.holds(shard) }
  }

  /// How long it is between two looks at the locks: a process that comes or goes is noticed within it.
  private static let interval = Duration.seconds(1)

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await keep() }
    } catch is CancellationError {
      // The shutdown ends it so.
    }
    await locks.end()
  }

  private func keep() async throws {
    var trouble = false
    var isStandingBy = false
    while true {
      do {
        let place = try await step()
        if trouble { logger.notice("The LMS's database server can be asked for shards again") }
        trouble = false
        if place == nil, !isStandingBy {
          logger.notice("There are as many processes as shards; this one stands by and keeps trying")
        }
        isStandingBy = place == nil
      } catch {
        try Task.checkCancellation()
        guard mayPass(error) else { throw error }
        tellLost(held.keep(only: []))
        if !trouble { logger.warning("Nothing is posted until shards can be taken again: \(error)") }
        trouble = true
      }
      try await Task.sleep(for: Self.interval)
    }
  }

  /// One look and what follows from it.
  ///
  /// - Returns: the place of this process; nil while it stands by.
  private func step() async throws -> Int? {
    var look = try await locks.look()
    tellLost(held.keep(only: look.mine))
    if look.place == nil {
      for place in 0..<held.count where !look.places.contains(place) {
        guard try await locks.takePlace(place) else { continue }
        look.place = place
        look.places.insert(place)
        break
      }
    }
    let moves = balance.moves(place: look.place, places: look.places, held: held.kept, free: look.free)
    held.giveUp(moves.givenUp)
    try await freeIdle()
    try await take(moves)
    return look.place
  }

  /// Frees what is given up once its posts in flight have ended; the next look tries again.
  private func freeIdle() async throws {
    let idle = held.idle
    for shard in idle {
      try await locks.free(shard)
      held.drop(shard)
    }
    if !idle.isEmpty { logger.notice("Gave up \(words(idle)) for other processes; \(held.kept.count) are held") }
  }

  private func take(_ moves: ShardBalance.Moves) async throws {
    var taken: [Int] = []
    for shard in moves.free where taken.count < moves.wanted {
      guard try await locks.take(shard) else { continue }
      held.take(shard)
      taken.append(shard)
    }
    guard !taken.isEmpty else { return }
    let wait = held.wait.components.seconds
    logger.notice("Took \(words(taken.sorted())), to post for them in \(wait) s; \(held.kept.count) are held")
  }

  private func tellLost(_ shards: [Int]) {
    guard !shards.isEmpty else { return }
    logger.warning("Lost \(words(shards)): the session that held the locks has ended; nothing more is posted for them")
  }

  /// “shards 1, 5 of 8”
  private func words(_ shards: [Int]) -> String {
    "shard\(shards.count == 1 ? "" : "s") \(shards.map(String.init).joined(separator: ", ")) of \(held.count)"
  }

  /// A server that was made a replica is asked again: the name may soon lead to the new primary.
  private func mayPass(_ error: any Error) -> Bool {
    (error as? ClientError)?.mayPass ?? ((error as? SiteDataError)?.code == .unfitForLocks)
  }
}
