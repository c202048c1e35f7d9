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
    let performer = DeploymentPerformer(records: opened.records, engine: opened.engine, log: log)
    let running = Task { await performer.runEngine() }
    let end = try await Self.onOwnThread {
      let screen = try TerminalScreen()
      defer { screen.close() }
      return ConsoleSession(screen: screen, performer: performer).run(heading)
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
