import OpenEdX

/// The clocks by which the recorded answers were given.
enum Clock {
  /// After everything in the golden deployment, and before the year 2099 that its hidden runs wait for.
  static let golden = UTCTime(microseconds: 1_795_400_000_000_000)
}
