import OpenEdX

/// When something costly is read again: not before ten times as long has passed as reading it took.
///
/// The databases change several times a second while the engine works; counting a million rows takes about one. Until
/// the next reading the old answer stands.
struct Freshness: Sendable, Hashable {
  /// Whether something changed since it was last asked for.
  var isStale = false
  /// Whether an answer is on its way.
  private(set) var isReading = false
  /// Whether the operator stopped it: then only they begin it again.
  private(set) var isHeld = false
  private var readAt: UTCTime?
  private var tookSeconds = 0.0

  /// Seconds between readings at least, however quick they are.
  private static let leastSeconds = 1.0

  /// Whether it was ever read.
  var isKnown: Bool { readAt != nil }

  /// Whether to read now: for the first time, or again.
  func isDue(_ now: UTCTime) -> Bool {
    guard !isReading, !isHeld else { return false }
    guard let readAt else { return true }
    return isStale && readAt.adding(seconds: max(Self.leastSeconds, tookSeconds * 10)) <= now
  }

  /// Whether the answer is older than the databases, however young it is.
  var isOld: Bool { isStale && !isReading && !isHeld }

  mutating func begin() {
    isStale = false
    isReading = true
    isHeld = false
  }

  mutating func end(at now: UTCTime, tookSeconds: Double) {
    isReading = false
    readAt = now
    self.tookSeconds = tookSeconds
  }

  /// The answer will not come.
  mutating func fail(held: Bool) {
    isReading = false
    isStale = true
    isHeld = held
  }
}
