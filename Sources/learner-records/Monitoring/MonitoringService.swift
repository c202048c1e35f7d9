import Logging
import Monitoring
import ServiceLifecycle
import Terminal

#if HTTP
import SiteNetwork
#endif

extension SyncMetrics {
  /// What serves the pages with these numbers. It listens already.
  ///
  /// - Throws: `MonitoringServerError`, so that an address that cannot be had ends the command before anything is posted.
  func pages(at address: MonitoringAddress, logger: Logger) async throws -> any Service {
    #if HTTP
    return try await MonitoringService(address, self, logger: logger)
    #else
    throw Failure.withoutHTTP("The metrics cannot be served at \(address)")
    #endif
  }
}

#if HTTP
/// The monitoring pages, served beside the engine.
private struct MonitoringService: Service {
  private let server: MonitoringServer
  private let isLoopback: Bool
  private let metrics: SyncMetrics
  private let logger: Logger

  init(_ address: MonitoringAddress, _ metrics: SyncMetrics, logger: Logger) async throws {
    server = try await MonitoringServer(address)
    isLoopback = address.isLoopback
    self.metrics = metrics
    self.logger = logger
  }

  func run() async throws {
    logger.notice("Metrics are at http://\(server.address)/metrics")
    if !isLoopback {
      logger.warning("Anybody who reaches \(server.address) can read the metrics: there is no password and no TLS")
    }
    let pages = MonitoringPages(
      metrics: { await metrics.families() },
      // What a server said goes to anybody who asks, and they may show it on a terminal.
      obstacle: { await metrics.obstacle().map { VisibleText.shown($0) } }
    )
    do {
      try await cancelWhenGracefulShutdown { try await server.run(pages) }
    } catch is CancellationError {
      // The shutdown ends it so.
    }
  }
}
#endif
