import CertificateSync
import Credentials
import CredentialsHTTP
import LearnerRecords
import Logging
import OpenEdX

/// A deployment that is opened for a backfill or its undoing, with what watches the posts.
struct BackfillOpening {
  let opened: OpenedDeployment
  let tally = BackfillTally()
  /// Where a plan and its posts are written as lines of JSON; nil for text.
  let lines: JournalOutput?
  /// The zone of the times in a plan's text; UTC beside what a program reads.
  let zone: DisplayZone
  private let options: BackfillOptions
  private let format: BackfillFormat
  private let limits: EngineLimits
  private let bar = ProgressBar()
  private let ledger = PostedCredentials()

  /// Opens the deployment, for reading only where nothing is posted.
  ///
  /// - Throws: `Failure` and `ValidationError` where nothing may be changed, or nobody can be asked.
  init(
    _ deployment: DeploymentOptions,
    _ options: BackfillOptions,
    _ format: BackfillFormat,
    concurrency: Int?,
    via way: WayOptions.Way = .http
  ) throws {
    try options.requireUse(deployment)
    self.options = options
    self.format = format
    limits = try options.limits(deployment, concurrency: concurrency)
    lines = format == .jsonl ? JournalOutput() : nil
    zone = format == .text ? try deployment.site.settings().zone() : .utc
    let (bar, tally) = (bar, tally)
    opened = try OpenedDeployment(
      deployment,
      writable: !options.postsNothing,
      limits: options.postsNothing ? nil : limits,
      logger: Logger(label: "backfill") { _ in SwiftLogNoOpLogHandler() },
      via: way,
      posts: PostWatch(line: lines?.append, ledger: options.verify ? ledger : nil, trouble: { bar.note($0) }),
      listener: { report in
        tally.count(report)
        bar.count(report.outcome)
      }
    )
  }

  /// Where posts go, as the plan says it; nil for a dry run.
  var destination: String? { options.postsNothing ? nil : opened.destination }

  /// How many rows a plan lists: all where nothing is posted.
  var itemLimit: Int? { options.postsNothing ? nil : 20 }

  /// Says of which site and of what moment the data are.
  func sayOrigin() throws {
    if let site = try opened.records.readValue({ $0.siteLine }) { format.say(site) }
    if let origin = try opened.records.originText() { format.say(origin.line(now: .now, in: zone)) }
  }

  /// What posts a plan by an engine.
  func posting(_ engine: SyncEngine) -> BackfillPosting {
    BackfillPosting(opened: opened, engine: engine, tally: tally, bar: bar, format: format)
  }

  /// Reads back what was posted, where that was asked for, and says what differs.
  ///
  /// - Returns: whether nothing does.
  func isAsPosted() async throws -> Bool {
    guard options.verify, let reading = opened.reading else { return true }
    return await BackfillVerification(reading: reading, ledger: ledger, format: format).run(limits)
  }
}
