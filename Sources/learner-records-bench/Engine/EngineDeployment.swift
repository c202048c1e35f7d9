import CertificateSync
import Credentials
import DatabaseFile
import Foundation
import GRDB
import LMS
import Logging
import OpenEdX

/// A deployment made for one measurement: a catalog, learners without certificates, and the engine's tables.
struct EngineDeployment {
  let folder: String
  var lmsPath: String { folder + "/lms.sqlite" }
  var credentialsPath: String { folder + "/credentials.sqlite" }

  /// Makes a new one, with nothing left to create at the first use.
  init(in parent: String, learners: Int) throws {
    folder = parent + "/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try GeneratedCatalog().makeFiles(lms: lmsPath, credentials: credentialsPath, seed: 1)
    try BulkFile(path: lmsPath).write { db in
      for number in 0..<learners {
        try db.insert(
          "INSERT INTO auth_user (id, username, email, password) VALUES (?, ?, ?, '!')",
          [number + 1, Self.username(number), "\(Self.username(number))@example.org"]
        )
        try db.insert(
          "INSERT INTO auth_userprofile (user_id, name) VALUES (?, ?)",
          [number + 1, Self.fullName(number)]
        )
      }
    }
    let open = try opened()
    try open.close()
  }

  static func username(_ number: Int) -> String { "learner_\(number)" }

  static func fullName(_ number: Int) -> String { "Learner \(number)" }

  /// The run of a learner's certificate. Only programs whose configurations are all active have a part in it.
  static func runKey(_ number: Int) -> String {
    GeneratedCatalog.runKey(program: number % 5, course: number / 5 % GeneratedCatalog.coursesPerProgram, run: 0)
  }

  /// The deployment as the program opens it.
  func opened() throws -> OpenDeployment { try OpenDeployment(self) }

  /// Removes it.
  func remove() throws { try FileManager.default.removeItem(atPath: folder) }
}

/// A deployment's databases, queue and embedded service.
struct OpenDeployment {
  let lms: LMSDatabase
  let credentials: CredentialsDatabase
  let queue: TaskQueue
  let service: EmbeddedCredentialsService
  let wakeSignal = WakeSignal()
  /// Log lines are kept as the screen keeps them.
  let logger = RecentLog().logger()

  init(_ deployment: EngineDeployment) throws {
    lms = try LMSDatabase(path: deployment.lmsPath, access: .readWrite)
      .telling([CertificateTaskReceiver(waking: wakeSignal, logger: logger)])
    credentials = try CredentialsDatabase(path: deployment.credentialsPath, access: .readWrite)
    queue = try TaskQueue(lms: lms)
    service = try EmbeddedCredentialsService(database: credentials, clock: { .now })
  }

  /// An engine on them, which asks another service if one is given.
  func engine(limits: EngineLimits = EngineLimits(), service other: (any CredentialsService)? = nil) -> SyncEngine {
    SyncEngine(
      queue: queue,
      lms: lms,
      credentials: CredentialsConnection(other ?? service),
      wakeSignal: wakeSignal,
      limits: limits,
      logger: logger
    )
  }

  func close() throws {
    try lms.file.writer?.close()
    try credentials.file.writer?.close()
  }
}
