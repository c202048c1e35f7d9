import Celery
import CertificateSync
import ConsoleRuntime
import Credentials
import CredentialsHTTP
import DatabaseFile
import LMS
import LearnerRecords
import Logging
import OpenEdX

/// A deployment with all its rooms: the read side always, the engine only where writing is allowed.
struct OpenedDeployment {
  let folder: String
  let isSample: Bool
  /// Whether the sample has just been made, so that somebody sees it for the first time.
  let isNew: Bool
  let records: RecordStore
  let engine: SyncEngine?
  let destination: String
  /// Whether posts leave this machine's copy for a site, by whichever way.
  let isForSite: Bool
  /// The file of settings that was named; nil for the usual one.
  let configuration: String?
  /// Where credentials are read back; nil where nothing is written.
  let reading: (any CredentialsReading)?
  private let files: [DatabaseFile]
  /// The fingerprint of the databases before they were opened for writing.
  let found: DataFingerprint

  /// Hands tasks to the site's workers; nil where this program posts.
  let desk: CeleryDesk?

  /// Opens the folder that the options name; without limits as many tasks are in flight as the site's connections.
  init(
    _ options: DeploymentOptions,
    writable: Bool,
    limits: EngineLimits? = nil,
    logger: Logger,
    via way: WayOptions.Way = .http,
    shards: ShardKeeping? = nil,
    posts: PostWatch = PostWatch(),
    listener: @escaping @Sendable (SyncEngine.Report) -> Void = { _ in }
  ) throws {
    (folder, isSample, isNew) = try options.folder()
    configuration = options.site.config
    let settings = try options.recordSettings(isSample: isSample)
    records = try RecordStore(folder: folder, settings: settings)
    found = DataFingerprint(of: records)
    guard writable, !options.readOnly else {
      engine = nil
      reading = nil
      desk = nil
      files = []
      destination = "no one"
      isForSite = false
      return
    }
    let wakeSignal = WakeSignal()
    let lms = try LMSDatabase(path: records.lmsPath, access: .readWrite)
      .telling([CertificateTaskReceiver(waking: wakeSignal, logger: logger)])
    let credentials = try CredentialsDatabase(path: records.credentialsPath, access: .readWrite)
    let embedded = try EmbeddedCredentialsService(
      database: credentials,
      site: records.read { reader in reader.sites.first { $0.id == reader.servedSiteID }?.id },
      clock: { .now }
    )
    files = [lms.file, credentials.file]
    let gate = shards?.gate(lms)
    var site =
      way == .celery
      ? nil
      : try options.configuredSite(
        isSample: isSample,
        tasksInFlight: limits?.concurrency,
        records: records
      )
    if let gate {
      site?.permit = { request async throws(CredentialsTransportError) in try await gate.check(request.username) }
    }
    let desk = way == .celery ? try options.desk(isSample: isSample) : nil
    self.desk = desk
    let connection = try posts.connection(site, beside: embedded, journalIn: folder, logger: logger)
    reading = connection.reading
    isForSite = site != nil || desk != nil
    destination = desk?.place ?? connection.posting.destination
    let refresh = try isForSite ? options.refresh(lms.file) : nil
    if isForSite, refresh == nil { try options.requireFreshCopy(records) }
    engine = SyncEngine(
      queue: try TaskQueue(
        lms: lms,
        destination: desk.map { .workers($0.place) } ?? site.map { .site($0.destination) } ?? .copy
      ),
      lms: lms,
      credentials: connection,
      wakeSignal: wakeSignal,
      honorCertificatesDisabled: settings.honorCertificatesDisabled,
      limits: limits ?? site.map { EngineLimits(concurrency: $0.connections) } ?? EngineLimits(),
      shards: gate,
      refresh: refresh,
      desk: desk.map { HandOverDesk($0) },
      logger: logger,
      listener: listener
    )
  }

  /// The fingerprint of the databases now.
  var fingerprint: DataFingerprint { DataFingerprint(of: records) }

  /// Closes the files once all work has ended, so that no log stays beside them.
  func close() {
    for file in files { file.close() }
  }
}
