import ArgumentParser
import CertificateSync
import Console
import Foundation
import Terminal

/// The terminal UI, with the engine running behind it.
struct ConsoleCommand {
  let deployment: DeploymentOptions

  func run() async throws {
    // Before the deployment is touched: without a terminal nothing is made or changed.
    try TerminalScreen.requireTerminal()
    try deployment.confirmSite()
    let log = RecentLog()
    let logger = log.logger()
    let opened = try OpenedDeployment(deployment, writable: true, logger: logger)
    let heading = Heading(
      deployment: opened.folder,
      isSample: opened.isSample,
      destination: opened.destination,
      readOnlyReason: opened.engine == nil ? "the deployment was opened with --read-only" : nil
    )
    let stateFolder = StateFolder.path(environment: ProcessInfo.processInfo.environment)
    let rooms = DeploymentPerformer(records: opened.records, engine: opened.engine, log: log)
    let performer = TakeAwayPerformer(rooms, stateFolder: stateFolder)
    let running = Task { await rooms.runEngine() }
    let end = try await Self.onOwnThread {
      let screen = try TerminalScreen(TerminalScreen.Options(usesMouse: true))
      defer { screen.close() }
      var model = Model(size: screen.size, heading: heading)
      return ConsoleSession(screen: screen, performer: performer).run(&model)
    }
    opened.engine?.stop()
    await running.value
    opened.close()
    if case .terminated(let signal) = end { throw ExitCode(128 + signal) }
  }

  /// The screen blocks its thread while it waits for keys, which no thread of the concurrency pool may do.
  private static func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
  {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try body() }) }
      thread.name = "screen"
      thread.start()
    }
  }
}
