import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// What the engine does, or why it does nothing: in a mark and words as well as a colour.
enum EngineCondition: Sendable, Hashable {
  case readOnly(String)
  case unknown
  case stopped(String)
  case paused(String)
  case slowed(RestCause?, until: UTCTime, now: UTCTime, DisplayZone)
  case posting(Int)
  case waitingForRetries
  case idle

  /// - Parameter zone: the zone of the times in it.
  init(_ engine: EngineSnapshot, readOnlyReason: String?, in zone: DisplayZone = .utc) {
    if let readOnlyReason {
      self = .readOnly(readOnlyReason)
    } else if let failure = engine.failure {
      self = .stopped(failure)
    } else if let queue = engine.queue {
      if let reason = queue.pauseReason {
        self = .paused(reason)
      } else if let until = queue.slowedUntil {
        self = .slowed(queue.restCause, until: until, now: engine.now, zone)
      } else if queue.running > 0 {
        self = .posting(queue.running)
      } else {
        self = queue.retrying > 0 && queue.queued == 0 ? .waitingForRetries : .idle
      }
    } else {
      self = .unknown
    }
  }

  /// Whether an operator wants to hear of it unasked: tasks are posted, wait or were given up, or something holds them up.
  func isBusy(_ queue: QueueStatus?) -> Bool {
    switch self {
    case .readOnly, .unknown: false
    case .stopped, .paused, .slowed, .posting, .waitingForRetries: true
    case .idle: queue.map { $0.queued + $0.retrying + $0.dead > 0 } ?? false
    }
  }

  /// One character, told apart without colour.
  var mark: String {
    switch self {
    case .readOnly, .unknown, .idle: "○"
    case .stopped: "✗"
    case .paused: "!"
    case .slowed, .waitingForRetries: "~"
    case .posting: "▸"
    }
  }

  /// The state in a word.
  var word: String {
    switch self {
    case .readOnly, .unknown: "not running"
    case .stopped: "stopped"
    case .paused: "paused"
    case .slowed: "slowed"
    case .posting: "posting"
    case .waitingForRetries, .idle: "waiting"
    }
  }

  /// Why, or what is being done.
  var reason: String {
    switch self {
    case .readOnly(let reason): reason
    case .unknown: "not started"
    case .stopped(let reason), .paused(let reason): reason
    case .slowed(let cause, let until, let now, let zone):
      "no post before \(zone.clock(until)), in \(Span(from: now, to: until).text)"
        + (cause.map { ": \($0.text)" } ?? "")
    case .posting(let running): "\(running) under way, dispatched on commit"
    case .waitingForRetries: "for the next try"
    case .idle: "for work, dispatched on commit"
    }
  }

  var style: Style {
    switch self {
    case .readOnly, .unknown: Theme.quiet
    case .stopped, .paused: Theme.bad
    case .slowed, .waitingForRetries: Theme.middling
    case .posting: Theme.good
    case .idle: .plain
    }
  }

  /// The whole of it.
  var text: String { "\(mark) \(word): \(reason)" }
}
