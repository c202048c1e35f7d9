import CertificateSync
import Credentials
import DatabaseFile
import LMS
import LearnerRecords
import Logging
import OpenEdX
import TestSupport

/// The golden deployment's queue with an engine whose service refuses everything.
struct LMSQueue {
  let engine: SyncEngine
  private let records: RecordStore

  init(_ folder: TemporaryFolder) throws {
    records = try RecordStore(folder: folder.path)
    let lms = try LMSDatabase(path: records.lmsPath, access: .readWrite)
    engine = SyncEngine(
      queue: try TaskQueue(lms: lms),
      lms: lms,
      credentials: CredentialsConnection(RefusingService()),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
  }

  /// Enqueues the first so many lost awards that a backfill would post.
  ///
  /// - Returns: how many tasks these are.
  @discardableResult func enqueue(_ count: Int) async throws -> Int {
    let plan = try BackfillPlan.reading(records, .all, limit: count)
    return try await BackfillRun(plan, engine: engine).total
  }
}

private struct RefusingService: CredentialsService {
  var destination: String { "nowhere" }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    CredentialsAnswer(status: 418, body: ["detail": "I am a teapot"])
  }

  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] { [] }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> { [] }

  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    nil
  }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] { [] }
}
