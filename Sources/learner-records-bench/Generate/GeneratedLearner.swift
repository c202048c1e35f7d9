import OpenEdX

/// One learner of a generated deployment with all their rows, drawn from the seed and the learner's number alone.
struct GeneratedLearner {
  struct Run {
    let program: Int
    let course: Int
    let run: Int
    var status = "downloadable"
    var mode = "verified"
    var percent = 0.0
    /// Whether the LMS has the certificate; without it a credential is orphaned.
    var hasCertificate = true
    /// Credentials' status; nil without a credential.
    var credential: String?
    var hasGrade = true
    var lmsOverride: UTCTime?
    var credentialOverride: UTCTime?
    let modified: UTCTime
  }

  let catalog: GeneratedCatalog
  let id: Int64
  let username: String
  /// The name in Credentials: another one when the learner was renamed in the LMS or spelled differently.
  let credentialsUsername: String
  let fullName: String
  let hasAccount: Bool
  let runs: [Run]
  /// The program whose credential the learner holds.
  let awardedProgram: Int?
  let random: SeededRandom

  /// Four certificates a learner on average: exactly so over each eight learners.
  private static let counts = [2, 3, 4, 4, 5, 6, 4, 4]
  private static let syllables = [
    "ka", "mi", "ro", "ta", "len", "sor", "vi", "ado", "bel", "chi", "dun", "ely", "fa", "gre", "hol", "ines",
  ]

  /// - Parameter certificates: how many the learner has; nil for as many as learners usually have.
  init(number: Int, seed: UInt64, drift: Double, catalog: GeneratedCatalog, certificates: Int? = nil) {
    self.catalog = catalog
    var random = SeededRandom(seed: seed, learner: number)
    id = Int64(number + 1)
    let parts = (0..<3).map { _ in Self.syllables[random.below(Self.syllables.count)] }
    username = parts.joined() + "_\(id)"
    fullName = parts.map(\.capitalizedFirst).joined(separator: " ")
    // A few names differ between the databases: renamed, or spelled in another case.
    switch number {
    case _ where number % 5000 == 4999: credentialsUsername = "former_" + username
    case _ where number % 7000 == 6999: credentialsUsername = username.uppercased()
    default: credentialsUsername = username
    }
    hasAccount = credentialsUsername != username || !random.chance(10)

    // The first program has the most learners.
    let home = random.chance(20) ? 0 : random.below(catalog.programs)
    let count = min(certificates ?? Self.counts[number % Self.counts.count], catalog.courseCount)
    var runs = (0..<count).map { place in
      let course = place % GeneratedCatalog.coursesPerProgram
      let program = (home + place / GeneratedCatalog.coursesPerProgram) % catalog.programs
      return Self.run(program: program, course: course, in: catalog, random: &random)
    }
    for place in runs.indices where random.chance(drift) { Self.spoil(&runs[place], &random) }
    self.runs = runs
    let completed = runs.filter { $0.program == home && $0.hasCertificate && $0.isPassing }.count
    let isComplete = completed == GeneratedCatalog.coursesPerProgram
    awardedProgram = isComplete && !random.chance(drift) ? home : nil
    self.random = random
  }

  /// A run on which both sides agree.
  private static func run(
    program: Int,
    course: Int,
    in catalog: GeneratedCatalog,
    random: inout SeededRandom
  ) -> Run {
    let seconds = Double(random.below(2 * 365 * 86_400))
    var run = Run(
      program: program,
      course: course,
      run: random.below(catalog.runsPerCourse),
      modified: GeneratedCatalog.time.adding(seconds: seconds)
    )
    run.percent = Double(50 + random.below(50)) / 100
    switch random.below(100) {
    case ..<82: run.credential = "awarded"
    case ..<90: run.status = "notpassing"
    case ..<92:
      run.status = "notpassing"
      run.credential = "revoked"
    case ..<94: run.status = "unavailable"
    default:
      run.status = "audit_passing"
      run.mode = "audit"
    }
    if run.credential == "awarded" {
      run.mode = ["verified", "verified", "honor", "professional"][random.below(4)]
      if random.chance(2) {
        run.lmsOverride = run.modified.wholeSeconds
        run.credentialOverride = run.lmsOverride
      }
    } else {
      run.hasGrade = false
    }
    return run
  }

  /// One of the ways in which the two sides come to differ; most are lost awards.
  private static func spoil(_ run: inout Run, _ random: inout SeededRandom) {
    run.status = "downloadable"
    run.mode = "verified"
    run.credential = "awarded"
    run.hasGrade = true
    run.lmsOverride = nil
    run.credentialOverride = nil
    switch random.below(20) {
    case ..<12:
      run.credential = nil
      run.hasGrade = false
    case ..<14: run.credential = "revoked"
    case ..<16: run.status = "notpassing"
    case ..<17: run.hasCertificate = false
    case ..<18: run.lmsOverride = run.modified.wholeSeconds
    default: run.hasGrade = false
    }
  }
}

extension GeneratedLearner.Run {
  var isPassing: Bool { status == "downloadable" }
  var key: String { GeneratedCatalog.runKey(program: program, course: course, run: run) }
}

extension GeneratedCatalog {
  func runID(_ run: GeneratedLearner.Run) -> Int64 { runID(program: run.program, course: run.course, run: run.run) }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
