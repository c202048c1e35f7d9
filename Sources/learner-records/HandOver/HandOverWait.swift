import CertificateSync
import Foundation
import OpenEdX
import SiteData

/// After tasks were handed over: pulls again and again, until each is confirmed or nothing more comes.
struct HandOverWait {
  let opened: OpenedDeployment
  let engine: SyncEngine
  let deployment: DeploymentOptions
  let format: BackfillFormat

  /// Seconds between two pulls.
  private static let interval = 5.0
  /// Seconds without a confirmation after which the rest is left to a later run.
  private static let patience = 120.0

  func run() async throws {
    guard let (lms, credentials) = try deployment.site.settings().databases() else {
      format.say(
        "To see whether their credentials have come, bring the copy up to date and run the same command again."
      )
      return
    }
    let pull = SitePull(lms: lms, credentials: credentials, folder: opened.folder)
    var last = ContinuousClock.now
    while true {
      do { _ = try await pull.run() } catch let error as ClientError where error.mayPass {
        format.say("The site cannot be read now: \(error)")
      }
      let (confirmed, waiting) = try await engine.confirmHandedOver(opened.records)
      if confirmed > 0 {
        last = .now
        format.say("confirmed \(PlanText.count(confirmed, "task")), \(waiting) wait")
      }
      if waiting == 0 { return }
      if ContinuousClock.now - last > .seconds(Self.patience) {
        format.say(
          "\(PlanText.count(waiting, "task")) not confirmed yet. The LMS tries its own tasks for up to an hour; a later run "
            + "hands over again what has not come by then."
        )
        return
      }
      try await Task.sleep(for: .seconds(Self.interval))
    }
  }
}
