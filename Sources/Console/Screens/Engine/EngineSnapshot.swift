import CertificateSync
import OpenEdX

/// What a look at the engine showed.
package struct EngineSnapshot: Sendable, Hashable {
  /// How many tasks are where; nil when that could not be read.
  package var queue: QueueStatus?
  /// Tasks ended a second, over the last ten seconds.
  package var rate: Double
  /// The last log lines, the oldest first.
  package var log: [RecentLog.Line]
  /// The number of the first of them, counted since the log was made.
  package var firstLogLine = 0
  /// Why the engine has stopped; nil while it runs.
  package var failure: String?
  /// When the look was taken; ages and countdowns are told by it.
  package var now = UTCTime(microseconds: 0)
  /// The tasks that run, wait for another try, or were given up.
  package var tasks = QueueTasks()
  /// What was done since the sample before; nil when that was less than a second ago.
  package var sample: EngineSample?
  /// How much of all findings has been counted, in percent; nil when none are being counted.
  package var countedPercent: Int?
  /// How old the copy of the site is, as `copy of 2 days ago`; nil for a deployment that is none.
  package var copyAge: String?
  /// What has become of a backfill that was started here, in a line: told once, when it ends or is held up.
  package var backfillEnd: String?

  /// Takes a snapshot.
  package init(queue: QueueStatus? = nil, rate: Double = 0, log: [RecentLog.Line] = [], failure: String? = nil) {
    self.queue = queue
    self.rate = rate
    self.log = log
    self.failure = failure
  }
}

/// How the engine did in about a second.
package struct EngineSample: Sendable, Hashable {
  /// Tasks ended a second, in whichever process.
  package let perSecond: Double
  /// Seconds from claim to record on average; nil when no task ended.
  package let latency: Double?

  /// Takes a sample.
  package init(perSecond: Double, latency: Double?) {
    self.perSecond = perSecond
    self.latency = latency
  }
}
