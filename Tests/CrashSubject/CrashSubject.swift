import CertificateSync
import Credentials
import DatabaseFile
import Foundation
import GRDB
import LMS
import LearnerRecords
import Logging
import OpenEdX

/// A process to be killed: changes the LMS in a loop, by every cause, and runs the engine, or runs a backfill.
///
/// Arguments: the deployment's folder, `saves` or `backfill`, the fail point or `none`, how often it is passed before it
/// kills, and a seed. It writes one line to standard output when it is at work.
@main
struct CrashSubject {
  let folder: String
  let failPoint: FailPoint
  let seed: UInt64

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6, let count = Int(arguments[4]), let seed = UInt64(arguments[5]) else { exit(64) }
    let subject = CrashSubject(
      folder: arguments[1],
      failPoint: FailPoint(name: arguments[3], passes: count),
      seed: seed
    )
    try await subject.run(isBackfill: arguments[2] == "backfill")
  }

  func run(isBackfill: Bool) async throws {
    let wakeSignal = WakeSignal()
    let logger = Logger(label: "crash") { _ in SwiftLogNoOpLogHandler() }
    let plain = try LMSDatabase(path: folder + "/lms.sqlite", access: .readWrite)
    let lms = plain.telling([
      CommitFailPoint(failPoint: failPoint), CertificateTaskReceiver(waking: wakeSignal, logger: logger),
    ])
    let observer = RowFailPoint(failPoint: failPoint)
    plain.file.writer?.add(transactionObserver: observer, extent: .databaseLifetime)
    let credentials = try CredentialsDatabase(path: folder + "/credentials.sqlite", access: .readWrite)
    let service = FailingService(
      inner: try EmbeddedCredentialsService(database: credentials, clock: { .now }),
      failPoint: failPoint,
      journal: try PostJournal(path: folder + "/posts.log")
    )
    var limits = EngineLimits(pollSeconds: 0.02)
    limits.maintenance.keepSeconds = isBackfill ? nil : 0.02
    limits.maintenance.pruneSeconds = 0.01
    limits.maintenance.pruneBatch = 5
    let engine = SyncEngine(
      queue: try TaskQueue(lms: plain),
      lms: plain,
      credentials: CredentialsConnection(service),
      wakeSignal: wakeSignal,
      limits: limits,
      logger: logger,
      listener: { [failPoint] _ in failPoint.pass("before-record") }
    )
    FileHandle.standardOutput.write(Data("at work\n".utf8))
    if isBackfill {
      let plan = try BackfillPlan.reading(try RecordStore(folder: folder), RunFilter())
      _ = try await BackfillRun(plan, engine: engine).finish()
    } else {
      async let running: Void = engine.run(.untilStopped)
      try await save(lms)
      _ = try await running
    }
  }

  /// Changes until the process is killed, or enough has been changed: on a busy machine the kill may come late, and the
  /// judge looks at every change. Every fifth transaction is rolled back, those of a “ghost” always.
  private func save(_ lms: LMSDatabase) async throws {
    var random = Noise(state: seed)
    for _ in 0..<400 {
      let number = random.next()
      let isGhost = number % 7 == 0
      let key = try CourseKey("course-v1:RaceX+Paid\(1 + number / 7 % 2)+2026")
      let username = isGhost ? "ghost" : "learner\(number / 14 % 6)"
      let cause = CrashCause(number: Int(number / 84), username: username, key: key)
      do {
        try await lms.transaction { transaction in
          try cause.apply(transaction)
          if isGhost || number / 336 % 5 == 0 { throw Undone() }
        }
      } catch is Undone {
      } catch let error as LMSError where error.code == .unknownCertificate {}
    }
  }

  private struct Undone: Error {}
}

/// Random numbers of a seed.
private struct Noise {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 20
  }
}
