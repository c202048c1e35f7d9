import Credentials
import DatabaseFile
import GRDB
import LMS
import OpenEdX

/// A small deployment with odd cases, drawn from a seed.
package struct RandomDeployment {
  /// Where it is.
  package let folder: TemporaryFolder
  /// The learners' names, in the LMS or, of a ghost, in Credentials.
  package let learners: [String]
  /// A clock for which some dates are past and others are to come.
  package static let now = UTCTime(microseconds: 1_790_812_800_000_000)

  private let hasLooseEnds: Bool
  private var random: RandomDraw
  private let seed: UInt64
  private var lms = LMSSeed()
  private var credentials = CredentialsSeed()
  private var runs: [String] = []
  private var configured: [String] = []
  private var programs: [ProgramUUID] = []

  /// Makes the two files in a folder of their own.
  ///
  /// - Parameter hasLooseEnds: whether some learners have another name in Credentials than in the LMS, some
  ///   configurations no link to their run, and so on: circumstances of real sites, in which a page does not show what is
  ///   earned, or is not shown itself.
  package init(seed: UInt64, hasLooseEnds: Bool = false) throws {
    self.hasLooseEnds = hasLooseEnds
    self.seed = seed
    random = RandomDraw(seed: seed)
    folder = try TemporaryFolder()
    learners = ["ann", "Bob", "zoë", "zoe\u{308}", "x_y", "ghost", "dora"]
    makeCatalog()
    for (place, name) in learners.enumerated() { makeLearner(name, id: Int64(place + 1)) }
    try write()
  }

  private mutating func makeCatalog() {
    credentials.site = CredentialsSeed.Site(
      name: "Credentials",
      domain: "credentials.example.org",
      platformName: "Example",
      lmsRoot: "https://lms.example.org",
      recordsEnabled: !random.chance(20)
    )
    lms.apiConfigs = [LMSSeed.APIConfig(changeDate: Self.time(0), enabled: !random.chance(10))]
    let values = #"{"course_org_filter": ["BX"], "ENABLE_LEARNER_RECORDS": \#(!random.chance(15))}"#
    lms.sites = [LMSSeed.Site(domain: "lms.example.org", values: values)]
    credentials.organizations = [CredentialsSeed.Organization("AX", name: "A"), .init("BX", name: "B")]
    for course in 0..<4 {
      let organization = ["AX", "BX"][course % 2]
      let key = "\(organization)+C\(course)"
      credentials.courses.append(CredentialsSeed.Course(key, title: "Course \(course)", owners: [organization]))
      for run in 0..<3 {
        let runKey = "course-v1:\(key)+R\(run)"
        runs.append(runKey)
        credentials.courseRuns.append(CredentialsSeed.CourseRun(runKey, course: key))
        if !random.chance(10) { lms.overviews.append(overview(runKey, organization, key)) }
        // Most runs have one certificate mode, of which the LMS sends the date; some have none or several.
        let modes: [[CourseMode]] = [[.verified], [.honor, .audit], [.verified], [.audit], [.verified, .honor]]
        for mode in random.one(of: modes) {
          lms.modes.append(LMSSeed.Mode(courseRunKey: runKey, slug: mode))
        }
        guard !random.chance(15) else { continue }
        configured.append(runKey)
        credentials.courseCertificates.append(
          CredentialsSeed.CourseCertificate(
            runKey,
            mode: random.one(of: [.verified, .verified, .honor]),
            availableDate: random.one(of: [nil, nil, Self.time(100), UTCTime("2099-01-01")]),
            isActive: !random.chance(10),
            hasCatalogRun: !hasLooseEnds || !random.chance(10)
          )
        )
      }
    }
    let cataloged = runs
    // The LMS has runs that never came to the catalog.
    runs.append("course-v1:AX+New+R0")
    lms.overviews.append(LMSSeed.Overview(courseRunKey: "course-v1:AX+New+R0", org: "AX", displayName: "New"))
    // Runs stand in several programs, in an order of each program's own.
    for (place, status) in ["active", "retired", "unpublished", "deleted"].enumerated() {
      guard let uuid = ProgramUUID(String(repeating: "\(place + 1)", count: 32)) else { continue }
      programs.append(uuid)
      var own = cataloged.filter { _ in random.chance(60) }
      if random.chance(50) { own.reverse() }
      credentials.programs.append(
        CredentialsSeed.Program(
          uuid,
          title: "Program \(place)",
          status: status,
          organizations: ["AX"],
          courseRuns: own
        )
      )
      if random.chance(70) {
        credentials.programCertificates.append(
          CredentialsSeed.ProgramCertificate(uuid, isActive: !random.chance(20))
        )
      }
    }
  }

  private mutating func overview(_ run: String, _ organization: String, _ name: String) -> LMSSeed.Overview {
    LMSSeed.Overview(
      courseRunKey: run,
      org: organization,
      displayName: name,
      selfPaced: random.chance(30),
      end: random.one(of: [nil, Self.time(150), UTCTime("2099-06-01")]),
      displayBehavior: random.one(of: [nil, "end", "end_with_date", "early_no_info", "early_no_info"]),
      availableDate: random.one(of: [nil, Self.time(100), UTCTime("2099-01-01")])
    )
  }

  private mutating func makeLearner(_ name: String, id: Int64) {
    if name != "ghost" {
      lms.users.append(LMSSeed.User(id: id, username: name, email: "u\(id)@example.org", name: "Name \(id)"))
    }
    let known = spelling(of: name)
    if known != name || !random.chance(25) {
      credentials.learners.append(CredentialsSeed.Learner(known, lmsUserID: id))
    }
    for run in runs where random.chance(50) {
      if name != "ghost", random.chance(80) {
        lms.certificates.append(
          LMSSeed.Certificate(
            userID: id,
            courseRunKey: run,
            values: CertificateValues(
              status: CertificateStatus(
                rawValue: random.one(of: ["downloadable", "downloadable", "notpassing", "generating", "audit_passing"])
              ),
              mode: random.one(of: [.verified, .honor, .audit]),
              grade: "0.8"
            ),
            modified: Self.time(random.below(200)),
            dateOverride: random.chance(20) ? Self.time(random.below(200)) : nil
          )
        )
      }
      if name != "ghost", random.chance(60) {
        lms.grades.append(
          LMSSeed.Grade(
            userID: id,
            courseRunKey: run,
            percent: random.one(of: [0, 0.8, 0.123_456_789]),
            letter: random.one(of: ["", "Pass"]),
            modified: Self.time(random.below(200))
          )
        )
      }
      if configured.contains(run), random.chance(75) {
        credentials.credentials.append(
          CredentialsSeed.UserCredential(
            known,
            .courseRun(run),
            status: random.chance(80) ? .awarded : .revoked,
            created: Self.time(random.below(200)),
            dateOverride: random.chance(20) ? Self.time(random.below(200)) : nil
          )
        )
      }
      if random.chance(70), run != runs.last {
        credentials.grades.append(
          CredentialsSeed.UserGrade(
            known,
            run,
            tenThousandths: random.one(of: [5000, 8000, 8000, 10_000]),
            letter: random.one(of: ["", "A", "Pass"]),
            verified: !random.chance(20),
            lastUpdated: random.one(of: [nil, Self.time(random.below(200)), Self.time(250)])
          )
        )
      }
    }
    for program in credentials.programCertificates.map(\.program) where random.chance(20) {
      credentials.credentials.append(CredentialsSeed.UserCredential(known, .program(program)))
    }
  }

  /// The name in Credentials: some learners were renamed in the LMS, and some are spelled otherwise.
  private mutating func spelling(of name: String) -> String {
    switch random.below(10) {
    case _ where !hasLooseEnds: name
    case 0: "former_\(name)"
    case 1: name.uppercased()
    default: name
    }
  }

  private func write() throws {
    let lmsPath = folder.file("lms.sqlite")
    let credentialsPath = folder.file("credentials.sqlite")
    try LMSDatabase.create(path: lmsPath)
    let lmsFile = try LMSDatabase(path: lmsPath, access: .readWrite)
    try lms.write(to: lmsFile)
    try lmsFile.file.writer?.close()
    try CredentialsDatabase.create(path: credentialsPath)
    let credentialsFile = try CredentialsDatabase(path: credentialsPath, access: .readWrite)
    try credentials.write(to: credentialsFile, at: Self.time(300))
    try credentialsFile.file.writer?.write { db in
      // A copy of Discovery's catalog may hold courses without a title.
      try db.execute(sql: "UPDATE catalog_course SET title = NULL WHERE id = 2")
    }
    try credentialsFile.file.writer?.close()
    guard hasLooseEnds else { return }
    var circumstances = RandomCircumstances(seed: seed)
    try circumstances.write(lms: lmsPath, credentials: credentialsPath)
  }

  private static func time(_ day: Int) -> UTCTime {
    UTCTime(microseconds: 1_704_067_200_000_000).adding(seconds: Double(day) * 86_400)
  }
}
