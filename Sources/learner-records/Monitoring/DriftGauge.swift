import LearnerRecords
import Logging
import Monitoring
import OpenEdX
import ServiceLifecycle
import Synchronization

/// The counts of an audit, made anew now and then, so that a scrape costs nothing.
///
/// Counting reads every row. It may take one part in a hundred of the time, and is done every 15 seconds at most.
final class DriftGauge: Service {
  private let records: RecordStore
  private let logger: Logger
  private let last = Mutex<(counts: DriftCounts, at: UTCTime)?>(nil)

  init(_ records: RecordStore, logger: Logger) {
    self.records = records
    self.logger = logger
  }

  /// The counts and when they were made; nothing before the first time.
  var families: [MetricFamily] {
    guard let last = last.withLock({ $0 }) else { return [] }
    let when = Double(last.at.microseconds / 1_000_000)
    return last.counts.families + [
      MetricFamily("findings_counted_timestamp_seconds", "When the findings were counted last.", when)
    ]
  }

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        while true {
          let begun = ContinuousClock.now
          self.count()
          let rest = Self.rest(after: ContinuousClock.now - begun)
          try await Task.sleep(for: rest)
        }
      }
    } catch is CancellationError {
      // The shutdown ends it so.
    }
  }

  /// How long nothing is counted after a count that took so long.
  static func rest(after taken: Duration) -> Duration { max(.seconds(15), taken * 99) }

  private func count() {
    do {
      let counts = try records.read { try DriftCounts($0) }
      last.withLock { $0 = (counts, .now) }
    } catch is CancellationError {
      // The next line of the loop ends it.
    } catch {
      logger.warning("The findings could not be counted for monitoring: \(error)")
    }
  }
}
