import ArgumentParser
import CertificateSync
import Logging

/// `sync move`: tasks that wait for another place go to where posts go now.
struct SyncMoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Let tasks that wait for another place go to where posts go now, as when a site has a new address.",
    discussion: """
      A task that was meant for one site, or for the embedded copy, is posted nowhere else unless this is said. Nothing is \
      posted by it: start “sync” or the terminal UI for that.
      """
  )

  @ParentCommand var sync: SyncCommand
  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions

  private var deployment: DeploymentOptions { DeploymentOptions(place: place, site: config) }

  func validate() throws { try sync.refuseOptions(in: "sync move", butOf: [.folder, .config]) }

  func run() async throws {
    try await Failure.reporting {
      if deployment.readOnly { throw Failure("sync move changes the deployment, and --read-only forbids it.") }
      try deployment.confirmSite()
      let logger = Logger(label: "move") { _ in SwiftLogNoOpLogHandler() }
      let opened = try OpenedDeployment(deployment, writable: true, logger: logger)
      defer { opened.close() }
      guard let engine = opened.engine else { return }
      let moved = try await engine.queue.moveHere()
      StandardOutput.line("\(PlanText.count(moved, "task")) moved. Posts go to \(opened.destination).")
    }
  }
}
