import ArgumentParser
import CertificateSync
import Logging

/// What `sync` takes beside the deployment.
struct SyncOptions: ParsableArguments {
  @Flag(help: "Run what is due and exit; tasks that wait for another try are left.")
  var once = false

  @Option(help: ArgumentHelp("Seconds that posts in flight may take after a signal.", valueName: "seconds"))
  var grace: Double = 10

  @OptionGroup var inFlight: ConcurrencyOptions

  @Option(help: ArgumentHelp("Requests to the service a second, at most; no limit unless given.", valueName: "n"))
  var requestsPerSecond: Double?

  @Option(help: ArgumentHelp("Days that done and skipped tasks are kept.", valueName: "days"))
  var keepDays: Double = 7

  @Option(help: ArgumentHelp("Seconds between lines about the queue; 0 for none.", valueName: "seconds"))
  var statusInterval: Double = 60

  @Option(help: "The least level of log lines: trace, debug, info, notice, warning, error or critical.")
  var logLevel = Logger.Level.info

  @Option(help: "How log lines are written: text or json.")
  var logFormat = SyncLogFormat.text

  func validateValues() throws {
    let limit = 1e9
    guard (0...limit).contains(grace) else { throw ValidationError("--grace takes a number of seconds, 0 or more.") }
    try inFlight.validateValue()
    if let requestsPerSecond, !(0.001...limit).contains(requestsPerSecond) {
      throw ValidationError("--requests-per-second takes a number of 0.001 or more.")
    }
    guard (0...limit).contains(statusInterval) else {
      throw ValidationError("--status-interval takes a number of seconds, 0 or more.")
    }
    guard (0...36_500).contains(keepDays) else { throw ValidationError("--keep-days takes 0 to 36500.") }
  }

  /// The engine's limits.
  var limits: EngineLimits {
    var upkeep = EngineUpkeep()
    upkeep.keepSeconds = keepDays * 24 * 3600
    return EngineLimits(
      concurrency: inFlight.concurrency ?? EngineLimits().concurrency,
      requestsPerSecond: requestsPerSecond,
      upkeep: upkeep
    )
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
