import ArgumentParser
import Foundation
import GRDB

/// `generate`: a large deployment in Open edX's own schema.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a deployment of N learners with four certificates each on average.",
    discussion: "The same learners, seed and drift give the same rows."
  )

  @Option(help: "How many learners.")
  var learners: Int

  @Option(help: "What the random numbers begin with.")
  var seed: UInt64 = 1

  @Option(help: "How many of 100 course runs differ between the LMS and Credentials.")
  var drift: Double = 1

  @Option(help: "How many programs; each has five courses of its own.")
  var programs = GeneratedCatalog().programs

  @Option(help: "How many runs a course has.")
  var runsPerCourse = GeneratedCatalog().runsPerCourse

  @Option(help: "How many certificates the first learner has, each in another course; by default as many as others.")
  var certificatesOfFirst: Int?

  @Argument(help: "The folder to make; it must not exist.")
  var folder: String

  func validate() throws {
    guard learners >= 0 else { throw ValidationError("--learners takes a number of 0 or more.") }
    guard programs > 0, runsPerCourse > 0 else { throw ValidationError("The numbers are 1 or more.") }
    guard (1...catalog.courseCount).contains(certificatesOfFirst ?? 1) else {
      throw ValidationError("--certificates-of-first takes 1 to \(catalog.courseCount): one for each course.")
    }
    guard (0...100).contains(drift) else { throw ValidationError("--drift takes a percentage from 0 to 100.") }
  }

  func run() throws {
    guard !FileManager.default.fileExists(atPath: folder) else { throw BenchError("\(folder) exists already.") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lmsPath = folder + "/lms.sqlite"
    let credentialsPath = folder + "/credentials.sqlite"
    try catalog.makeFiles(lms: lmsPath, credentials: credentialsPath, seed: seed)
    try BulkFile(path: lmsPath).write { db in
      for number in 0..<learners { try learner(number).writeLMS(db) }
    }
    try BulkFile(path: credentialsPath).write { db in
      let types = try GeneratedTypes(db)
      for number in 0..<learners { try learner(number).writeCredentials(db, types) }
    }
  }

  private var catalog: GeneratedCatalog { GeneratedCatalog(programs: programs, runsPerCourse: runsPerCourse) }

  private func learner(_ number: Int) -> GeneratedLearner {
    GeneratedLearner(
      number: number,
      seed: seed,
      drift: drift,
      catalog: catalog,
      certificates: number == 0 ? certificatesOfFirst : nil
    )
  }
}
