import Credentials
import DatabaseFile
import GRDB
import LMS
import Logging
import OpenEdX
import TestSupport

@testable import CertificateSync

/// A fresh deployment with learners, runs and both gates open, and an engine's parts on a clock of the test's own.
///
/// Its saves ask for the course certificates' tasks alone, unless it is told to follow every cause.
struct Site {
  static let start = UTCTime(microseconds: 1_781_690_992_572_000)
  static let run = "course-v1:RaceX+Paid1+2026"
  static let otherRun = "course-v1:RaceX+Paid2+2026"

  let folder: TemporaryFolder
  let clock = TestClock(Site.start)
  let wakeSignal = WakeSignal()
  let log = WatchedLog()
  let lms: LMSDatabase
  let credentials: CredentialsDatabase
  let service: ScriptedService
  let queue: TaskQueue

  init(
    learners: [String] = ["ada", "amina"],
    runs: [String] = [Site.run, Site.otherRun],
    policy: Backoff = Backoff(),
    followsEveryCause: Bool = false,
    programs: [CatalogProgram] = [],
    adjust: (inout LMSSeed) -> Void = { _ in }
  ) throws {
    folder = try TemporaryFolder()
    try LMSDatabase.create(path: folder.file("lms.sqlite"))
    try CredentialsDatabase.create(path: folder.file("credentials.sqlite"))
    let clock = clock
    let opened = try LMSDatabase(path: folder.file("lms.sqlite"), access: .readWrite) { clock.now }
    credentials = try CredentialsDatabase(path: folder.file("credentials.sqlite"), access: .readWrite)
    var seed = LMSSeed()
    seed.users = learners.enumerated().map {
      LMSSeed.User(id: Int64($0) + 1, username: $1, email: "\($1)@example.org", name: $1)
    }
    seed.apiConfigs = [LMSSeed.APIConfig(changeDate: Self.start)]
    var catalog = CredentialsSeed()
    catalog.organizations = [CredentialsSeed.Organization("RaceX", name: "Race University")]
    for run in runs {
      let key = try CourseKey(run)
      seed.overviews.append(LMSSeed.Overview(courseRunKey: run, org: key.org, displayName: key.course))
      if !catalog.courses.contains(where: { $0.key == key.course }) {
        catalog.courses.append(CredentialsSeed.Course(key.course, title: key.course, owners: ["RaceX"]))
      }
      catalog.courseRuns.append(CredentialsSeed.CourseRun(run, course: key.course))
    }
    for program in programs {
      catalog.programs.append(program.seed)
      catalog.programCertificates.append(CredentialsSeed.ProgramCertificate(program.uuid))
    }
    adjust(&seed)
    try seed.write(to: opened)
    try catalog.write(to: credentials, at: Self.start)
    if followsEveryCause { try opened.addVerifiedMode(to: runs) }
    let receiver = CertificateTaskReceiver(waking: wakeSignal, logger: log.logger())
    lms = opened.telling([followsEveryCause ? receiver : ChangesOnly(receiver)])
    service = ScriptedService(try EmbeddedCredentialsService(database: credentials) { clock.now })
    queue = try TaskQueue(lms: opened, policy: policy)
  }

  /// Another engine on the deployment, with a wake-up signal of its own unless it is the one that saving calls.
  func engine(
    limits: EngineLimits = EngineLimits(pollSeconds: 0.002),
    wakeSignal: WakeSignal? = nil,
    listener: @escaping @Sendable (SyncEngine.Report) -> Void = { _ in }
  ) -> SyncEngine {
    SyncEngine(
      queue: queue,
      lms: lms,
      credentials: CredentialsConnection(service),
      wakeSignal: wakeSignal ?? self.wakeSignal,
      limits: limits,
      logger: log.logger(),
      clock: { [clock] in clock.now },
      listener: listener
    )
  }

  /// One save in a transaction of its own.
  func save(_ username: String = "ada", _ run: String = Site.run, _ status: CertificateStatus = .downloadable) throws {
    let key = try CourseKey(run)
    try lms.transaction { try $0.save(username, key, status) }
  }

  /// One save in a transaction that is then rolled back.
  func saveAndRollBack(_ username: String = "ada", _ run: String = Site.run) throws {
    let key = try CourseKey(run)
    do {
      try lms.transaction { transaction in
        try transaction.save(username, key, .downloadable)
        throw RolledBack()
      }
    } catch is RolledBack {}
  }

  /// What Credentials holds; nil when there is no award.
  func held(_ username: String = "ada", _ run: String = Site.run) async throws -> CredentialStatus? {
    try await credentials.credential(username: username, courseRunKey: run)?.status
  }

  /// The tasks of course certificates, in the order of their ids.
  func tasks() throws -> [SyncTask] { try lms.file.reader.read(Self.tasks) }

  private static func tasks(_ db: Database) throws -> [SyncTask] {
    try StoredRow.fetchAll(
      db,
      sql: "SELECT \(SyncTask.columns) FROM sync_task WHERE kind = ? ORDER BY id",
      arguments: [
        TaskKind.awardCourseCertificate.rawValue
      ]
    ).compactMap(SyncTask.init(row:))
  }

  /// Each task as “key state”.
  func states() throws -> [String] { try tasks().map(Self.state) }

  private static func state(_ task: SyncTask) -> String { "\(task.request.username ?? "") \(task.state.rawValue)" }

  /// Waits until the tasks, each as “key state”, are as a test wants them. It sees what this site's own connections
  /// write.
  func until(_ isReached: ([String]) -> Bool) async throws {
    try await until({ try Self.tasks($0).map(Self.state) }, isReached)
  }

  /// Waits until what is read is as a test wants it, reading anew whenever this site's own connections have written.
  func until<Value: Sendable>(
    _ fetch: @escaping @Sendable (Database) throws -> Value,
    _ isReached: (Value) -> Bool
  ) async throws {
    let changes = ValueObservation.tracking(fetch).values(in: lms.file.reader, bufferingPolicy: .bufferingNewest(1))
    for try await value in changes where isReached(value) { return }
  }

  /// Changes the LMS's file as somebody else would.
  func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
    try lms.transaction { try $0.db.execute(sql: sql, arguments: arguments) }
  }

  /// Enqueues as a save or a backfill would.
  @discardableResult
  func enqueue(
    _ username: String = "ada",
    _ run: String = Site.run,
    origin: TaskOrigin = .live
  ) async throws -> Int64 {
    try await queue.enqueue(
      [.awardCourseCertificate(username: username, courseRunKey: run)],
      origin: origin,
      now: clock.now
    )[0]
  }

  /// Claims so many tasks.
  func claim(_ limit: Int = 1) async throws -> [SyncTask] {
    try await queue.turn(record: [], claimUpTo: limit, now: clock.now)
  }

  /// Records what came of a task.
  func record(_ task: SyncTask, _ outcome: TaskOutcome) async throws {
    _ = try await queue.turn(record: [TaskQueue.Finished(task: task, outcome: outcome)], claimUpTo: 0, now: clock.now)
  }
}

/// What a test throws to roll back.
struct RolledBack: Error {}

extension LMSDatabase {
  /// Gives each run its one mode, without which no available date is sent.
  fileprivate func addVerifiedMode(to runs: [String]) throws {
    try transaction { transaction in
      for run in runs {
        try transaction.db.execute(
          sql: "INSERT INTO course_modes_coursemode (course_id, mode_slug) VALUES (?, 'verified')",
          arguments: [run]
        )
      }
    }
  }
}

extension LMSTransaction {
  func save(_ username: String, _ run: CourseKey, _ status: CertificateStatus) throws {
    try saveCertificate(
      username: username,
      courseRunKey: run,
      values: CertificateValues(status: status, mode: .verified)
    )
  }
}
