import Credentials
import DatabaseFile
import LMS
import OpenEdX

/// The scratch databases of one run of `race`: one learner, a program of two courses, and two connections to the LMS.
struct RaceStage: Sendable {
  /// The connection that saves certificates.
  let lms: LMSDatabase
  /// The connection that tasks read by.
  let readerLMS: LMSDatabase
  let service: EmbeddedCredentialsService
  let credentials: CredentialsDatabase
  let username: String
  /// The run whose certificate is saved; the program's other course was passed before.
  let run: CourseKey
  let program: ProgramUUID
  private let otherRun: CourseKey

  init(folder: String, username: String) throws {
    self.username = username
    run = try CourseKey("course-v1:RaceX+Paid1+2026")
    otherRun = try CourseKey("course-v1:RaceX+Paid2+2026")
    guard let uuid = ProgramUUID("5a1f7d0c9b3e4a6285d0c4e7f1b29a36") else { throw BadProgramUUID() }
    program = uuid
    let (lmsPath, credentialsPath) = (folder + "/lms.sqlite", folder + "/credentials.sqlite")
    try LMSDatabase.create(path: lmsPath)
    try CredentialsDatabase.create(path: credentialsPath)
    lms = try LMSDatabase(path: lmsPath, access: .readWrite)
    readerLMS = try LMSDatabase(path: lmsPath, access: .readWrite)
    credentials = try CredentialsDatabase(path: credentialsPath, access: .readWrite)
    service = try EmbeddedCredentialsService(database: credentials, clock: { .now })
  }

  /// Fills the databases; a later save needs an earlier one that both sides hold.
  func prepare(_ scenario: RaceScenario) async throws {
    try seedLMS()
    try seedCredentials()
    switch scenario {
    case .lostAward: return
    case .programAward:
      try await save(otherRun)
      _ = try await service.post(.courseCredential(post(otherRun)))
    case .phantom: try await save(run)
    case .staleRead:
      try await save(run)
      _ = try await service.post(.courseCredential(post(run)))
    }
  }

  /// Saves the certificate in one transaction, which tells the handler while it is open.
  func change(_ scenario: RaceScenario, telling handler: any SignalReceiver, _ timeline: RaceTimeline) async throws {
    let status = scenario.savedStatus
    timeline.add(.lms, "BEGIN")
    do {
      try await lms.telling([handler]).transaction { [username, run] transaction in
        timeline.add(.lms, "saves the certificate of \(username): \(status.rawValue)")
        try transaction.saveCertificate(
          username: username,
          courseRunKey: run,
          values: CertificateValues(status: status, mode: .verified)
        )
        if scenario == .phantom { throw RolledBack() }
      }
      timeline.add(.lms, "COMMIT")
    } catch is RolledBack {
      timeline.add(.lms, "ROLLBACK: the save never happened")
    }
  }

  private func seedLMS() throws {
    var seed = LMSSeed()
    seed.users = [LMSSeed.User(id: 1, username: username, email: "\(username)@example.org", name: "Amina")]
    seed.overviews = [run, otherRun].map {
      LMSSeed.Overview(courseRunKey: $0.stored, org: $0.org, displayName: $0.course)
    }
    seed.apiConfigs = [LMSSeed.APIConfig(changeDate: .now)]
    try seed.write(to: lms)
  }

  private func seedCredentials() throws {
    var seed = CredentialsSeed()
    seed.learners = [CredentialsSeed.Learner(username, fullName: "Amina", lmsUserID: 1)]
    seed.organizations = [CredentialsSeed.Organization(run.org, name: "Race University")]
    seed.courses = [run, otherRun].map {
      CredentialsSeed.Course($0.course, title: $0.course, owners: [$0.org])
    }
    seed.courseRuns = [run, otherRun].map { CredentialsSeed.CourseRun($0.stored, course: $0.course) }
    seed.programs = [
      CredentialsSeed.Program(
        program,
        title: "Race Program",
        organizations: [run.org],
        courseRuns: [run.stored, otherRun.stored]
      )
    ]
    seed.programCertificates = [CredentialsSeed.ProgramCertificate(program)]
    try seed.write(to: credentials, at: .now)
  }

  private func save(_ run: CourseKey) async throws {
    try await lms.transaction { [username] transaction in
      _ = try transaction.saveCertificate(
        username: username,
        courseRunKey: run,
        values: CertificateValues(status: .downloadable, mode: .verified)
      )
    }
  }

  private func post(_ run: CourseKey) -> CourseCredentialPost {
    CourseCredentialPost(
      username: username,
      status: .awarded,
      courseRunKey: run.stored,
      mode: .verified,
      dateOverride: nil
    )
  }

  private struct RolledBack: Error {}
  private struct BadProgramUUID: Error {}
}

extension RaceScenario {
  /// The status that the watched transaction saves.
  var savedStatus: CertificateStatus {
    switch self {
    case .lostAward, .programAward: .downloadable
    case .staleRead, .phantom: .notPassing
    }
  }
}
