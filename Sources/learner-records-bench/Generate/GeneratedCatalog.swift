import Credentials
import DatabaseFile
import Foundation
import GRDB
import LMS
import OpenEdX

/// The programs and runs of a generated deployment; they do not depend on the number of learners.
struct GeneratedCatalog {
  var programs = 40
  var runsPerCourse = 2
  static let coursesPerProgram = 5
  static let organizations = 10
  /// The one program whose last run's configuration is inactive, so that drift there has a blocker in common.
  static let programWithInactiveRun = 7

  /// When everything in the catalog was made.
  static let time = UTCTime(microseconds: 1_704_067_200_000_000)

  static func organization(_ program: Int) -> String { "Org\(program % organizations)X" }

  static func runKey(program: Int, course: Int, run: Int) -> String {
    "course-v1:\(organization(program))+P\(program)C\(course)+202\(4 + run)T1"
  }

  /// The catalog's own id of a run, which is also the id of the run's configuration.
  func runID(program: Int, course: Int, run: Int) -> Int64 {
    Int64((program * Self.coursesPerProgram + course) * runsPerCourse + run + 1)
  }

  /// How many courses there are, which is as many certificates as a learner can have here.
  var courseCount: Int { programs * Self.coursesPerProgram }

  var runs: [(program: Int, course: Int, run: Int)] {
    (0..<programs).flatMap { program in
      (0..<Self.coursesPerProgram).flatMap { course in (0..<runsPerCourse).map { (program, course, $0) } }
    }
  }

  /// Makes both files with the catalog in them and no learner.
  func makeFiles(lms lmsPath: String, credentials credentialsPath: String, seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    try LMSDatabase.create(path: lmsPath)
    let lms = try LMSDatabase(path: lmsPath, access: .readWrite, clock: { Self.time })
    try write(to: lms)
    try lms.file.writer?.close()
    try CredentialsDatabase.create(path: credentialsPath)
    let credentials = try CredentialsDatabase(path: credentialsPath, access: .readWrite)
    try write(to: credentials, random: &random)
    try credentials.file.writer?.close()
  }

  func write(to lms: LMSDatabase) throws {
    var seed = LMSSeed()
    seed.sites = [LMSSeed.Site(domain: "lms.example.org")]
    seed.apiConfigs = [LMSSeed.APIConfig(changeDate: Self.time)]
    seed.overviews = runs.map { program, course, run in
      LMSSeed.Overview(
        courseRunKey: Self.runKey(program: program, course: course, run: run),
        org: Self.organization(program),
        displayName: "Course \(course + 1) of program \(program + 1)"
      )
    }
    try seed.write(to: lms)
  }

  func write(to credentials: CredentialsDatabase, random: inout SeededRandom) throws {
    var seed = CredentialsSeed()
    seed.site = CredentialsSeed.Site(
      name: "Credentials",
      domain: "credentials.example.org",
      platformName: "Example University Online",
      lmsRoot: "https://lms.example.org"
    )
    seed.organizations = (0..<Self.organizations).map {
      CredentialsSeed.Organization("Org\($0)X", name: "University \($0)")
    }
    for program in 0..<programs {
      let organization = Self.organization(program)
      for course in 0..<Self.coursesPerProgram {
        let key = "\(organization)+P\(program)C\(course)"
        let title = "Course \(course + 1) of program \(program + 1)"
        seed.courses.append(CredentialsSeed.Course(key, title: title, owners: [organization]))
        for run in 0..<runsPerCourse {
          let id = runID(program: program, course: course, run: run)
          let runKey = Self.runKey(program: program, course: course, run: run)
          let isInactive = program == Self.programWithInactiveRun && course == Self.coursesPerProgram - 1 && run == 1
          seed.courseRuns.append(CredentialsSeed.CourseRun(runKey, course: key, id: id))
          seed.courseCertificates.append(
            CredentialsSeed.CourseCertificate(runKey, isActive: !isInactive, id: id)
          )
        }
      }
      guard let uuid = ProgramUUID(random.uuidHex()) else { throw BenchError("no uuid for program \(program)") }
      seed.programs.append(
        CredentialsSeed.Program(
          uuid,
          title: "Program \(program + 1)",
          organizations: [organization],
          courseRuns: runs.filter { $0.program == program }.map(Self.runKey),
          id: Int64(program + 1)
        )
      )
      seed.programCertificates.append(CredentialsSeed.ProgramCertificate(uuid, id: Int64(program + 1)))
    }
    var identities = random
    try seed.write(to: credentials, at: Self.time) {
      UUID(uuidString: Self.dashed(identities.uuidHex())) ?? UUID()
    }
    random = identities
  }

  private static func dashed(_ hex: String) -> String {
    var result = ""
    for (place, digit) in hex.enumerated() {
      if [8, 12, 16, 20].contains(place) { result.append("-") }
      result.append(digit)
    }
    return result
  }
}
