/// How long saving and awarding took.
struct AwardTimes {
  /// Seconds until all had been saved.
  let saved: Double
  /// Seconds until all was awarded and recorded.
  let awarded: Double
  /// Seconds that the processor worked for it; see ``ProcessorTime``.
  let processor: Double

  /// Measures two steps that follow each other.
  init(save: () async throws -> Void, award: () async throws -> Void) async rethrows {
    let worked = ProcessorTime.seconds()
    let start = ContinuousClock.now
    try await save()
    saved = (ContinuousClock.now - start).inSeconds
    try await award()
    awarded = (ContinuousClock.now - start).inSeconds
    processor = ProcessorTime.seconds() - worked
  }
}
