import CertificateSync
import CredentialsHTTP
import DatabaseFile
import Logging
import OpenEdX
import ServiceLifecycle
import SiteData

/// A follower of the configured site, as a service.
struct SiteFollowing: Service {
  private let follower: Follower
  /// How it does.
  let standing = FollowStanding()

  /// Takes the opened deployment.
  init(_ opened: OpenedDeployment, engine: SyncEngine, pull: LivePull, limits: Follower.Limits, logger: Logger) {
    follower = Follower(
      opened.records,
      engine: engine,
      limits: limits,
      logger: logger,
      standing: standing,
      pull: { isWhole in
        let look = try await pull.look(isWhole: isWhole)
        return Follower.Pulled(moment: look.moment, isWhole: look.isWhole, hasChanged: look.hasChanged)
      },
      mayPass: { error in
        (error as? ClientError)?.mayPass ?? ((error as? SiteDataError)?.code == .inUse)
      }
    )
  }

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await follower.run() }
    } catch is CancellationError {
      // The shutdown ends it so.
    }
  }

  /// The pull of the configured databases into a deployment, which is made or brought up to date at once: a follower never
  /// begins with a copy that it cannot refresh.
  static func prepare(
    _ deployment: DeploymentOptions,
    via way: WayOptions.Way,
    wholeInterval: Duration
  ) async throws -> LivePull {
    guard let folder = deployment.deployment else {
      throw Failure("Name the deployment to follow the site with by --deployment.")
    }
    let settings = try deployment.site.settings()
    guard let (lms, credentials) = try settings.databases() else {
      throw Failure("--follow reads the site's databases. " + Settings.databaseRemedy.joined(separator: "\n"))
    }
    guard try way == .celery || settings.service() != nil else {
      throw Failure(
        (["--follow posts to the site, and none is configured."] + settings.siteRemedy).joined(separator: "\n")
      )
    }
    let pull = LivePull(SitePull(lms: lms, credentials: credentials, folder: folder), wholeInterval: wholeInterval)
    _ = try await pull.look()
    return pull
  }
}
