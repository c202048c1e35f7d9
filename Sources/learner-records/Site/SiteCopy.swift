import CertificateSync
import DatabaseFile
import LearnerRecords
import OpenEdX
import SiteData

extension DeploymentOptions {
  /// Seconds after which a copy may award what was revoked since.
  private static let oldest = 3600.0

  /// Reads the rows of a task again from the site before it is posted; nil where no databases are configured.
  func refresh(_ lms: DatabaseFile) throws -> SiteRefresh? {
    guard let (program, _) = try site.settings().databases() else { return nil }
    let site = SiteNow(program, lms: lms)
    return { request in try await site.refresh(username: request.username, courseRunKey: request.courseRunKey) }
  }

  /// Refuses to post from a site's copy that is older than an hour, unless that was asked for.
  ///
  /// A deployment of which nobody knows where it is from is not judged.
  ///
  /// - Throws: `Failure` that tells the age and the ways out.
  func requireFreshCopy(_ records: RecordStore, now: UTCTime = .now) throws {
    guard !staleCopy, let origin = try records.read({ try $0.origin() }) else { return }
    let moment = origin.snapshot ?? min(origin.lms.taken, origin.credentials.taken)
    let age = Double(now.microseconds - moment.microseconds) / 1_000_000
    guard age > Self.oldest else { return }
    throw Failure(
      "\(records.folder) is a copy as of \(moment.apiText), older than an hour: a post could award what was revoked since. "
        + "Bring it up to date (pull or import), configure lms.database and credentials.database so that each row is read "
        + "again before it is posted, or add --stale-copy. To look only, add --read-only or --dry-run."
    )
  }
}
