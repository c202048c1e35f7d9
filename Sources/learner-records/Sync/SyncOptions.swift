import ArgumentParser
import CertificateSync
import CredentialsHTTP
import Logging
import Monitoring

/// What `sync` takes beside the deployment.
struct SyncOptions: ParsableArguments {
  @Flag(help: "Run what is due and exit; tasks that wait for another try are left.")
  var once = false

  // A negative number would otherwise pass for another option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds that posts in flight may take after a signal: 10 unless given.", valueName: "seconds")
  )
  var grace: Double?

  @OptionGroup var inFlight: ConcurrencyOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Requests to the service a second, at most; no limit unless given.", valueName: "n")
  )
  var requestsPerSecond: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Days that done and skipped tasks are kept: 7 unless given.", valueName: "days")
  )
  var keepDays: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds between lines about the queue: 60 unless given, 0 for none.", valueName: "seconds")
  )
  var statusInterval: Double?

  @Option(
    help: ArgumentHelp(
      "Serve /metrics, /health/live and /health/ready at this HOST:PORT; :9464 is on loopback.",
      valueName: "address"
    )
  )
  var metrics: String?

  @Option(
    help: "The least level of log lines: trace, debug, info (unless given), notice, warning, error or critical."
  )
  var logLevel: Logger.Level?

  @Option(help: "How log lines are written: text (unless given) or json.")
  var logFormat: SyncLogFormat?

  /// The first option that was given, besides the tasks in flight.
  var given: String? {
    [
      ("--once", once), ("--grace", grace != nil), ("--requests-per-second", requestsPerSecond != nil),
      ("--keep-days", keepDays != nil), ("--status-interval", statusInterval != nil), ("--log-level", logLevel != nil),
      ("--log-format", logFormat != nil), ("--metrics", metrics != nil),
    ].first { $0.1 }?.0
  }

  /// How long posts in flight may take after a signal.
  var patience: Duration { .seconds(grace ?? 10) }

  /// How long it is between lines about the queue; nil for none.
  var interval: Duration? {
    let seconds = statusInterval ?? 60
    return seconds > 0 && !once ? .seconds(seconds) : nil
  }

  /// A logger as asked for.
  var logger: Logger { (logFormat ?? .text).logger(label: "sync", level: logLevel ?? .info) }

  func validateValues() throws {
    let limit = 1e9
    if let grace, !(0...limit).contains(grace) {
      throw ValidationError("--grace takes a number of seconds, 0 or more.")
    }
    try inFlight.validateValue()
    if let requestsPerSecond, !(0.001...limit).contains(requestsPerSecond) {
      throw ValidationError("--requests-per-second takes a number of 0.001 or more.")
    }
    if let statusInterval, !(0...limit).contains(statusInterval) {
      throw ValidationError("--status-interval takes a number of seconds, 0 or more.")
    }
    if let metrics {
      do { _ = try MonitoringAddress(metrics) } catch { throw ValidationError("--metrics: \(error)") }
      if once { throw ValidationError("--metrics does not go with --once.") }
    }
    if let keepDays, !(0...36_500).contains(keepDays) { throw ValidationError("--keep-days takes 0 to 36500.") }
  }

  /// Where the monitoring pages are served: the option, else the setting; nil where neither is given.
  ///
  /// - Throws: `Failure` that names the setting.
  func monitoringAddress(_ settings: Settings) throws -> MonitoringAddress? {
    if let metrics { return try MonitoringAddress(metrics) }
    guard !once, let text = settings.text(.metrics) else { return nil }
    do { return try MonitoringAddress(text) } catch { throw Failure("\(SettingKey.metrics.rawValue): \(error)") }
  }

  /// The engine's limits.
  ///
  /// - Parameter follows: whether a follower enqueues, which wakes the engine; else another process may at any moment.
  func limits(follows: Bool) -> EngineLimits {
    var maintenance = Maintenance()
    if let keepDays { maintenance.keepSeconds = keepDays * 24 * 3600 }
    var limits = EngineLimits(
      concurrency: inFlight.concurrency ?? EngineLimits().concurrency,
      requestsPerSecond: requestsPerSecond,
      maintenance: maintenance
    )
    if follows { limits.pollSeconds = 0.5 }
    return limits
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
