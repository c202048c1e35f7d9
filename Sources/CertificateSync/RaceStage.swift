import Credentials
import DatabaseFile
import LMS
import OpenEdX

/// The scratch databases of one run of `race`: one learner, one course run, and two connections to the LMS.
struct RaceStage: Sendable {
  /// The connection that saves certificates.
  let lms: LMSDatabase
  /// The connection that tasks read by.
  let readerLMS: LMSDatabase
  let service: EmbeddedCredentialsService
  private let credentials: CredentialsDatabase
  private let username: String
  private let run: CourseKey

  init(folder: String, username: String, run: String) throws {
    self.username = username
    self.run = try CourseKey(run)
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
    var lmsSeed = LMSSeed()
    lmsSeed.users = [LMSSeed.User(id: 1, username: username, email: "\(username)@example.org", name: "Amina")]
    lmsSeed.overviews = [LMSSeed.Overview(courseRunKey: run.stored, org: run.org, displayName: "Paid Course 1")]
    lmsSeed.apiConfigs = [LMSSeed.APIConfig(changeDate: .now)]
    try lmsSeed.write(to: lms)
    var seed = CredentialsSeed()
    seed.organizations = [CredentialsSeed.Organization(run.org, name: "Race University")]
    seed.courses = [CredentialsSeed.Course(run.course, title: "Paid Course 1", owners: [run.org])]
    seed.courseRuns = [CredentialsSeed.CourseRun(run.stored, course: run.course)]
    try seed.write(to: credentials, at: .now)
    guard scenario != .lostAward else { return }
    _ = try await lms.transaction { [username, run] transaction in
      try transaction.saveCertificate(
        username: username,
        courseRunKey: run,
        values: CertificateValues(status: .downloadable, mode: .verified)
      )
    }
    guard scenario == .staleRead else { return }
    _ = try await service.post(.credential(post(.awarded).json))
  }

  /// Saves the certificate in one transaction, which tells the handler while it is open.
  func change(_ scenario: RaceScenario, telling handler: any SignalReceiver, _ timeline: RaceTimeline) async throws {
    let status: CertificateStatus = scenario == .lostAward ? .downloadable : .notPassing
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

  /// Reads both databases back.
  func verdict(_ scenario: RaceScenario, taskRan: Bool) async throws -> RaceVerdict {
    if scenario == .phantom { return taskRan ? .ranForNothing : .nothingRan }
    let expected: CredentialStatus = scenario == .lostAward ? .awarded : .revoked
    let stored = try await credentials.credential(username: username, courseRunKey: run.stored)
    return stored?.status == expected ? .posted : .lost
  }

  private func post(_ status: CredentialStatus) -> CourseCredentialPost {
    CourseCredentialPost(
      username: username,
      status: status,
      courseRunKey: run.stored,
      mode: .verified,
      dateOverride: nil
    )
  }

  private struct RolledBack: Error {}
}
