/// How far a run has been asked to stop.
///
///     running ──stop──▶ finishing ──grace over──▶ cancelling ──still not ended──▶ abandoning
///
/// Finishing waits for the posts in flight; cancelling asks them to end, and what then has no answer is handed back;
/// abandoning hands the rest back without waiting. Pure: it is told the time.
struct EngineStop: Sendable {
  enum Phase: Int, Comparable {
    case running
    case finishing
    case cancelling
    case abandoning

    static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
  }

  /// How long a cancelled post may take to end.
  static let cancelling = Duration.seconds(1)

  private var graceEnds: ContinuousClock.Instant?
  private var isAsked = false

  /// Asks for a stop; a shorter grace than one asked for before counts.
  ///
  /// - Parameter grace: how long posts in flight may still take; nil for as long as they need.
  mutating func ask(grace: Duration?, now: ContinuousClock.Instant) {
    isAsked = true
    guard let grace else { return }
    graceEnds = min(graceEnds ?? now + grace, now + grace)
  }

  func phase(_ now: ContinuousClock.Instant) -> Phase {
    guard isAsked else { return .running }
    guard let graceEnds, now >= graceEnds else { return .finishing }
    return now < graceEnds + Self.cancelling ? .cancelling : .abandoning
  }

  /// When the phase changes next without being asked.
  func nextChange(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    guard let graceEnds else { return nil }
    return [graceEnds, graceEnds + Self.cancelling].first { $0 > now }
  }
}
