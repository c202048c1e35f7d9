import CertificateSync
import Foundation
import Logging
import OpenEdX
import ServiceLifecycle

/// The engine, its status line and what runs beside them as services, under the signals of the process.
struct SyncServiceGroup {
  let engine: SyncEngine
  let options: SyncOptions
  let logger: Logger
  private var others: [any Service] = []
  private var beneath: [any Service] = []

  init(engine: SyncEngine, options: SyncOptions, logger: Logger) {
    self.engine = engine
    self.options = options
    self.logger = logger
  }

  /// Adds a service that runs beside the engine and ends with it.
  mutating func add(_ service: any Service) { others.append(service) }

  /// Adds a service that the engine needs until its end.
  mutating func add(beneath service: any Service) { beneath.append(service) }

  func run() async throws {
    // The last of the list is stopped first.
    var services = beneath.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
    services += [
      ServiceGroupConfiguration.ServiceConfiguration(
        service: SyncEngineService(
          engine: engine,
          mode: options.once ? .untilIdle : .untilStopped,
          grace: options.patience,
          logger: logger
        ),
        successTerminationBehavior: .gracefullyShutdownGroup
      )
    ]
    if let interval = options.interval {
      let line = SyncStatusLine(engine: engine, interval: interval, logger: logger)
      services.append(ServiceGroupConfiguration.ServiceConfiguration(service: line))
    }
    services += others.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: logger))
    // A signal that comes before the group runs is remembered by it.
    let signals = EndingSignals {
      Task { await group.triggerGracefulShutdown() }
    } second: {
      logger.warning("Ended at once by a second signal; tasks in flight are taken back at the next start")
    }
    defer { signals.cancel() }
    try await group.run()
  }
}

/// Runs the engine; a graceful shutdown gives the posts in flight their grace.
private struct SyncEngineService: Service {
  let engine: SyncEngine
  let mode: EngineRunMode
  let grace: Duration
  let logger: Logger

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await engine.run(mode)
    } onGracefulShutdown: {
      logger.notice("Stopping: no more tasks are claimed, posts in flight may still end")
      engine.stop(grace: grace)
    }
    let status = try await engine.queue.status()
    logger.notice("Stopped; \(SyncStatusText.counts(status))")
  }
}

/// Logs how the queue stands, at intervals.
private struct SyncStatusLine: Service {
  let engine: SyncEngine
  let interval: Duration
  let logger: Logger

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        while true {
          try await Task.sleep(for: interval)
          await log()
        }
      }
    } catch is CancellationError {
      // The shutdown ends the wait so.
    }
  }

  private func log() async {
    do {
      let status = try await engine.queue.status()
      logger.info("\(SyncStatusText.counts(status)); \(SyncStatusText.rate(engine.ratePerSecond)) a second")
    } catch {
      logger.error("The queue cannot be read: \(error)")
    }
  }
}
