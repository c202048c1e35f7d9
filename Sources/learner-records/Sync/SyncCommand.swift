import ArgumentParser
import Celery
import CertificateSync
import Logging

/// `sync`: the engine alone, until it is told to stop.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Run the certificate sync engine without the UI, until SIGTERM or Ctrl-C.",
    discussion: """
      Log lines go to standard error. SIGTERM, SIGINT and SIGHUP stop claiming and give the posts in flight a while to end; \
      what has not ended then is handed back to the queue. A second signal ends the process at once: what it held is \
      taken back at the next start. A UI and any number of sync processes may share a deployment.

      --metrics serves Prometheus text or OpenMetrics at /metrics, and /health/live and /health/ready beside it. Ready is \
      503, with the reason, when the last look at the site failed or the queue is paused by a refusal. There is no password \
      and no TLS: leave it on loopback, or where your monitoring alone can reach it.

      --follow --via celery posts nothing itself: it hands what drifts to the LMS's own Celery workers, needs no token, and \
      sees at a later look whether it has come.

      Exit status: 0 stopped or drained, 1 failure, 2 drained with --once but tasks still wait, 64 wrong usage.
      """,
    subcommands: [
      SyncStatusCommand.self, SyncPauseCommand.self, SyncResumeCommand.self, SyncRetryCommand.self,
      SyncMoveCommand.self,
    ]
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var served: ServedSiteOptions
  @OptionGroup var stale: StaleCopyOptions
  @OptionGroup(title: "Engine") var options: SyncOptions
  @OptionGroup(title: "Following a live site") var following: FollowOptions
  @OptionGroup(title: "Following a live site") var way: WayOptions

  private var deployment: DeploymentOptions {
    DeploymentOptions(place: place, site: config, servedSite: served.servedSite, staleCopy: stale.staleCopy)
  }

  /// Refuses the options that one of its subcommands does not use.
  func refuseOptions(in command: String, butOf used: Set<LearnerRecordsCommand.Group>) throws {
    try root.refuseOptions(in: command, butOf: used)
    if let given = options.given ?? following.given ?? (way.via == nil ? nil : "--via") {
      throw ValidationError("\(given) does not go with \(command).")
    }
  }

  func run() async throws {
    try await Failure.reporting {
      // Not in `validate`, which is called for the subcommands as well.
      try root.refuseOptions(in: "sync", butOf: [.folder, .config, .servedSite, .staleCopy, .concurrency, .way])
      try options.validateValues()
      try following.validateUse()
      if !following.follow, way.via != nil { throw ValidationError("--via goes with --follow.") }
      let limits = try following.limits(way)
      if following.follow, options.once { throw ValidationError("--once does not go with --follow.") }
      if deployment.readOnly {
        throw Failure("sync changes the deployment, and --read-only forbids it. “sync status” only looks.")
      }
      let logger = options.logger
      let shards = try await following.follow ? ShardKeeping(deployment.site.settings(), logger: logger) : nil
      let pull =
        try await following.follow
        ? SiteFollowing.prepare(deployment, via: way.way, wholeInterval: .seconds(following.wholeInterval ?? 300)) : nil
      let meter = SyncMeter()
      let opened = try OpenedDeployment(
        deployment,
        writable: true,
        limits: options.limits(follows: following.follow),
        logger: logger,
        via: way.way,
        shards: shards,
        listener: { meter.count($0) }
      )
      guard let engine = opened.engine else { return }
      defer { opened.close() }
      logger.notice("Posts go to \(opened.destination)")
      if let warning = opened.desk?.warning { logger.warning("\(warning)") }
      // Drained in the wrong place, what is queued would be lost for the right one; an engine that stays says it and goes on
      // with what is meant for it.
      if options.once { try await opened.requireNoneElsewhere() }
      if let pause = try await opened.pausedQueue() {
        logger.warning("Nothing is posted, because the queue is paused: \(pause.reason). \(pause.remedy)")
      }
      let follower = pull.map {
        SiteFollowing(opened, engine: engine, pull: $0, limits: limits, logger: logger)
      }
      var group = SyncServiceGroup(engine: engine, options: options, logger: logger)
      if let shards { group.add(beneath: shards) }
      if let follower { group.add(follower) }
      if let address = try options.monitoringAddress(deployment.site.settings()) {
        let drift = DriftGauge(opened.records, logger: logger)
        let metrics = SyncMetrics(
          records: opened.records,
          queue: engine.queue.reader,
          meter: meter,
          drift: drift,
          desk: opened.desk,
          standing: follower?.standing,
          shards: shards?.held
        )
        group.add(try await metrics.pages(at: address, logger: logger))
        group.add(drift)
      }
      try await group.run()
      guard options.once else { return }
      let status = try await engine.queue.status()
      if status.queued + status.retrying + status.running > 0 { throw ExitCode(2) }
    }
  }
}
