import OpenEdX

/// Slows the engine down while the service fails again and again. Pure: it is told the time and how each request went.
///
///     well ──five failures in a row──▶ resting ──the rest is over──▶ probing, one task at a time
///      ▲                                  ▲                             │
///      └────────── a success ─────────────┼───── a failure: twice as long
///      └──────────────────────────────────┴─── a success while resting
struct CircuitBreaker {
  /// How a request went.
  enum Sign: Sendable, Hashable {
    /// Answered, also with a refusal: the service works.
    case well
    /// A 5xx, or no answer.
    case ill

    /// Nil for 401, 403 and 429, which have their own consequences.
    init?(status: Int) {
      switch status {
      case 401, 403, 429: return nil
      case 200..<300, 400..<500: self = .well
      default: self = .ill
      }
    }
  }

  /// Failures in a row that a busy service may have without being spared.
  static let patience = 5
  /// Seconds of the first rest, and those that no rest exceeds.
  static let (first, longest) = (5.0, 60.0)

  private var failures = 0
  private var rests = 0
  private var restsUntil: UTCTime?

  /// Whether one task at a time is enough, to see how the service is.
  var isProbing: Bool { rests > 0 }

  /// Takes how a request went.
  ///
  /// - Returns: seconds for which nothing is to be claimed, when a rest begins.
  mutating func take(_ sign: Sign, now: UTCTime) -> Double? {
    guard sign == .ill else {
      self = CircuitBreaker()
      return nil
    }
    // What fails during a rest was sent before it.
    if let restsUntil, now < restsUntil { return nil }
    failures += 1
    guard isProbing || failures >= Self.patience else { return nil }
    let seconds = min(Self.first * Double(1 << min(rests, 10)), Self.longest)
    rests += 1
    restsUntil = now.adding(seconds: seconds)
    return seconds
  }
}
