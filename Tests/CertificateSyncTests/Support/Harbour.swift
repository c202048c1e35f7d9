import Credentials
import DatabaseFile
import LMS
import LearnerRecords
import Logging
import OpenEdX
import TestSupport

@testable import CertificateSync

/// A small healthy site, which a test changes before it is written: the program Harbour Pilotage of two courses, Charts
/// and Radio, which Ines and Tomas have passed. Both hold their awards, their grades and the program's credential.
struct Harbour {
  static let charts = "course-v1:NqiX+HP101+2026T1"
  static let radio = "course-v1:NqiX+HP102+2026T1"
  static let now = UTCTime(microseconds: 1_795_824_000_000_000)  // 2026-11-28
  static let charted = UTCTime(microseconds: 1_780_135_200_000_000)  // 2026-05-30 10:00
  static let radioed = UTCTime(microseconds: 1_781_776_800_000_000)  // 2026-06-18 10:00

  let folder: TemporaryFolder
  let records: RecordStore
  let lms: LMSDatabase
  let service: StagedService
  let program: ProgramUUID

  init(_ change: (inout LMSSeed, inout CredentialsSeed, ProgramUUID) throws -> Void = { _, _, _ in }) throws {
    program = try ProgramUUID("3f0c9a7e51d24b8a9c6e0d1b2a3f4e5d").orThrow()
    folder = try TemporaryFolder()
    let (lmsPath, credentialsPath) = (folder.file("lms.sqlite"), folder.file("credentials.sqlite"))
    try LMSDatabase.create(path: lmsPath)
    try CredentialsDatabase.create(path: credentialsPath)
    lms = try LMSDatabase(path: lmsPath, access: .readWrite)
    let database = try CredentialsDatabase(path: credentialsPath, access: .readWrite)
    var (site, credentials) = (Self.lmsSeed, Self.credentialsSeed(program))
    try change(&site, &credentials, program)
    try site.write(to: lms)
    try credentials.write(to: database, at: Self.charted)
    records = try RecordStore(folder: folder.path)
    service = StagedService(try EmbeddedCredentialsService(database: database, clock: { Self.now }))
  }

  private static var lmsSeed: LMSSeed {
    var seed = LMSSeed()
    seed.apiConfigs = [LMSSeed.APIConfig(changeDate: charted)]
    for (number, name) in ["ines", "tomas"].enumerated() {
      let id = Int64(501 + number)
      seed.users.append(LMSSeed.User(id: id, username: name, email: "\(name)@example.org", name: name))
      for (run, time) in [(charts, charted), (radio, radioed)] {
        seed.certificates.append(
          LMSSeed.Certificate(
            userID: id,
            courseRunKey: run,
            values: CertificateValues(status: .downloadable, mode: .verified, grade: "0.87"),
            modified: time
          )
        )
        seed.grades.append(
          LMSSeed.Grade(userID: id, courseRunKey: run, percent: 0.87, letter: "Pass", modified: time)
        )
      }
    }
    for (run, title) in [(charts, "Charts"), (radio, "Radio")] {
      seed.overviews.append(
        LMSSeed.Overview(courseRunKey: run, org: "NqiX", displayName: title, selfPaced: true)
      )
      seed.modes.append(LMSSeed.Mode(courseRunKey: run, slug: .verified))
    }
    return seed
  }

  private static func credentialsSeed(_ program: ProgramUUID) -> CredentialsSeed {
    var seed = CredentialsSeed()
    seed.site = CredentialsSeed.Site(
      name: "Northquay",
      domain: "credentials.example.org",
      platformName: "Northquay",
      lmsRoot: "https://lms.example.org"
    )
    seed.organizations = [CredentialsSeed.Organization("NqiX", name: "Northquay Institute")]
    for (run, course, title) in [(charts, "NqiX+HP101", "Charts"), (radio, "NqiX+HP102", "Radio")] {
      seed.courses.append(CredentialsSeed.Course(course, title: title, owners: ["NqiX"]))
      seed.courseRuns.append(CredentialsSeed.CourseRun(run, course: course))
      seed.courseCertificates.append(CredentialsSeed.CourseCertificate(run))
    }
    seed.programs = [
      CredentialsSeed.Program(
        program,
        title: "Harbour Pilotage",
        organizations: ["NqiX"],
        courseRuns: [charts, radio]
      )
    ]
    seed.programCertificates = [CredentialsSeed.ProgramCertificate(program)]
    for (number, name) in ["ines", "tomas"].enumerated() {
      seed.learners.append(CredentialsSeed.Learner(name, fullName: name, lmsUserID: Int64(501 + number)))
      for (run, time) in [(charts, charted), (radio, radioed)] {
        seed.credentials.append(CredentialsSeed.UserCredential(name, .courseRun(run), created: time))
        seed.grades.append(
          CredentialsSeed.UserGrade(name, run, tenThousandths: 8700, letter: "Pass", lastUpdated: time)
        )
      }
      seed.credentials.append(CredentialsSeed.UserCredential(name, .program(program), created: radioed))
    }
    return seed
  }

  func plan(_ include: Set<Finding> = [], _ filter: RunFilter = .all) throws -> BackfillPlan {
    try BackfillPlan.reading(records, filter, include: include, now: Self.now)
  }

  /// Posts a plan, until each of its tasks has ended or waits for another try.
  @discardableResult
  func post(_ plan: BackfillPlan) async throws -> BackfillRun.Progress {
    let engine = SyncEngine(
      queue: try TaskQueue(lms: lms),
      lms: lms,
      credentials: CredentialsConnection(service),
      limits: EngineLimits(concurrency: 4),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      clock: { Self.now }
    )
    return try await BackfillRun(plan, engine: engine, now: Self.now).finish()
  }

  /// What is found, as `username run findings`, or `username program findings`.
  func findings() throws -> [String] {
    var lines: [String] = []
    try records.read { reader in
      try reader.learnerFindings(now: Self.now) { learner in
        lines += try learner.runs().map { record in
          "\(record.username) \(record.courseRun) "
            + record.assessment.findings.map(\.rawValue).joined(separator: " ")
        }
        lines += learner.programs.map { record in
          "\(record.username) program \(record.findings.map(\.rawValue).joined(separator: " "))"
        }
      }
    }
    return lines
  }

  /// The evidence of a row.
  func evidence(_ username: String, _ run: String) throws -> [String] {
    try records.read { reader in
      try reader.runRecords(of: username, now: Self.now).first { $0.courseRun == run }?.evidence ?? []
    }
  }
}
