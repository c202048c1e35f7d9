import CertificateSync
import Credentials
import DatabaseFile
import GRDB
import LMS
import Logging
import OpenEdX
import Synchronization
import TestSupport

/// A deployment of a test's own: Ada, a program of two courses, the second with two runs, and a run in no program.
struct TaskStage {
  static let first = "course-v1:edX+First+2026"
  static let second = "course-v1:edX+Second+2026"
  static let secondAgain = "course-v1:edX+Second+2027"
  static let alone = "course-v1:edX+Alone+2026"
  static let now = UTCTime(microseconds: 1_781_690_992_572_000)
  static let program = "0123456789abcdef0123456789abcdef"
  /// Of the first course alone, and not configured in Credentials.
  static let unconfigured = "00000000000000000000000000000001"

  let folder: TemporaryFolder
  let lms: LMSDatabase
  let credentials: CredentialsDatabase
  let service: StagedService
  let queue: TaskQueue
  let wakeSignal = WakeSignal()

  init(issuance: Bool = true, records: Bool = true, programs: [String] = [TaskStage.program]) throws {
    folder = try TemporaryFolder()
    let (lmsPath, credentialsPath) = (folder.file("lms.sqlite"), folder.file("credentials.sqlite"))
    try LMSDatabase.create(path: lmsPath)
    try CredentialsDatabase.create(path: credentialsPath)
    let opened = try LMSDatabase(path: lmsPath, access: .readWrite) { Self.now }
    var seed = LMSSeed()
    seed.users = [
      LMSSeed.User(id: 11, username: "ada", email: "ada@example.org", name: "Ada"),
      LMSSeed.User(id: 12, username: "staff", email: "staff@example.org"),
    ]
    let runs = [Self.first, Self.second, Self.secondAgain, Self.alone]
    seed.overviews = runs.map { LMSSeed.Overview(courseRunKey: $0, org: "edX", displayName: $0) }
    seed.apiConfigs = [LMSSeed.APIConfig(changeDate: Self.now, enableLearnerIssuance: issuance)]
    seed.sites = [
      LMSSeed.Site(
        domain: "edx.example.org",
        values: #"{"course_org_filter": ["edX"], "ENABLE_LEARNER_RECORDS": \#(records)}"#
      )
    ]
    try seed.write(to: opened)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    lms = opened.telling([CertificateTaskReceiver(waking: wakeSignal, logger: logger)])
    credentials = try CredentialsDatabase(path: credentialsPath, access: .readWrite)
    try Self.catalog(programs).write(to: credentials, at: Self.now)
    service = StagedService(try EmbeddedCredentialsService(database: credentials, clock: { Self.now }))
    queue = try TaskQueue(lms: lms)
  }

  private static func catalog(_ programs: [String]) -> CredentialsSeed {
    var seed = CredentialsSeed()
    seed.learners = [CredentialsSeed.Learner("ada", lmsUserID: 11)]
    seed.organizations = [CredentialsSeed.Organization("edX", name: "edX")]
    seed.courses = ["First", "Second", "Alone"].map { CredentialsSeed.Course($0, title: $0, owners: ["edX"]) }
    seed.courseRuns = [
      CredentialsSeed.CourseRun(first, course: "First"), CredentialsSeed.CourseRun(second, course: "Second"),
      CredentialsSeed.CourseRun(secondAgain, course: "Second"), CredentialsSeed.CourseRun(alone, course: "Alone"),
    ]
    for text in programs {
      guard let uuid = ProgramUUID(text) else { continue }
      let runs = text == unconfigured ? [first] : [first, second, secondAgain]
      seed.programs.append(
        CredentialsSeed.Program(uuid, title: text, organizations: ["edX"], courseRuns: runs)
      )
      if text != unconfigured { seed.programCertificates.append(CredentialsSeed.ProgramCertificate(uuid)) }
    }
    return seed
  }

  /// Changes the LMS in one transaction.
  func change(_ body: (LMSTransaction) throws -> Void) throws { try lms.transaction(body) }

  /// Saves Ada's certificates.
  func save(_ runs: [String], _ status: CertificateStatus = .downloadable, mode: CourseMode = .verified) throws {
    for run in runs {
      let key = try CourseKey(run)
      try change {
        _ = try $0.saveCertificate(
          username: "ada",
          courseRunKey: key,
          values: CertificateValues(status: status, mode: mode)
        )
      }
    }
  }

  /// Changes the LMS as somebody else would, without a signal.
  func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
    try change { try $0.db.execute(sql: sql, arguments: arguments) }
  }

  /// One column of one of the databases.
  func texts(_ file: DatabaseFile, _ sql: String) throws -> [String] {
    try file.reader.read { db in try String.fetchAll(db, sql: sql) }
  }

  /// The keys of the tasks, in the order in which they were enqueued.
  func keys() throws -> [String] { try texts(lms.file, "SELECT key FROM sync_task ORDER BY id") }

  /// The bodies of the posts so far.
  var bodies: [JSONValue] { service.posts.map(\.body) }

  /// Ada's program credentials, as `status`.
  func programCredentials() throws -> [String] {
    try texts(
      credentials.file,
      """
      SELECT u.status FROM credentials_usercredential u JOIN django_content_type t ON t.id = u.credential_content_type_id
      WHERE t.model = 'programcertificate' ORDER BY u.id
      """
    )
  }
}

/// The embedded service, which answers otherwise where a test says so, and keeps what was posted.
final class StagedService: CredentialsService {
  private struct State {
    var posts: [CredentialsRequest] = []
    var answers: [Int: CredentialsAnswer] = [:]
    var lostAnswers: Set<Int> = []
    var failsReading = false
    var beforePost: @Sendable (Int) throws -> Void = { _ in }
  }

  let inner: EmbeddedCredentialsService
  private let state = Mutex(State())

  init(_ inner: EmbeddedCredentialsService) { self.inner = inner }

  var destination: String { inner.destination }
  var posts: [CredentialsRequest] { state.withLock { $0.posts } }

  /// Answers the post of this number, counted from 0, without carrying it out.
  func answer(_ number: Int, _ status: Int, retryAfter: Double? = nil) {
    let answer = CredentialsAnswer(status: status, body: ["detail": "scripted"], retryAfter: retryAfter)
    state.withLock { $0.answers[number] = answer }
  }

  /// Loses the post of this number.
  func lose(_ number: Int) { state.withLock { _ = $0.lostAnswers.insert(number) } }

  /// Fails all reads from now on.
  func failReading() { state.withLock { $0.failsReading = true } }

  /// Does something while a post is on its way.
  func beforePost(_ body: @escaping @Sendable (Int) throws -> Void) { state.withLock { $0.beforePost = body } }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    let (number, scripted, isLost, before) = state.withLock { state in
      let number = state.posts.count
      state.posts.append(request)
      return (number, state.answers[number], state.lostAnswers.contains(number), state.beforePost)
    }
    do { try before(number) } catch { throw CredentialsTransportError("\(error)") }
    if isLost { throw CredentialsTransportError("scripted loss") }
    if let scripted { return scripted }
    return try await inner.post(request)
  }

  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
    try checkReading()
    return try await inner.credentials(username: username)
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try checkReading()
    return try await inner.awardedProgramUUIDs(username: username)
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try checkReading()
    return try await inner.allAwardedProgramUUIDs(username: username)
  }

  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    try checkReading()
    return try await inner.courseCertificate(courseRunKey: courseRunKey)
  }

  func programs(containing runs: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try checkReading()
    return try await inner.programs(containing: runs)
  }

  private func checkReading() throws(CredentialsTransportError) {
    if state.withLock({ $0.failsReading }) { throw CredentialsTransportError("scripted failure of a read") }
  }
}

extension CredentialsRequest {
  /// The body, whichever address it goes to.
  var body: JSONValue {
    switch PostBody(self) {
    case .credential(let body), .grade(let body), .courseCertificate(let body): body
    }
  }
}
