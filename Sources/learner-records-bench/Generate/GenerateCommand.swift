import ArgumentParser
import Foundation
import GRDB

/// `generate`: a large deployment in Open edX's own schema.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a deployment of N learners with four certificates each on average.",
    discussion: "The same learners, seed and drift give the same bytes."
  )

  @Option(help: "How many learners.")
  var learners: Int

  @Option(help: "What the random numbers begin with.")
  var seed: UInt64 = 1

  @Option(help: "How many of 100 course runs differ between the LMS and Credentials.")
  var drift: Double = 1

  @Argument(help: "The folder to make; it must not exist.")
  var folder: String

  func validate() throws {
    guard learners >= 0 else { throw ValidationError("--learners takes a number of 0 or more.") }
    guard (0...100).contains(drift) else { throw ValidationError("--drift takes a percentage from 0 to 100.") }
  }

  func run() throws {
    guard !FileManager.default.fileExists(atPath: folder) else { throw BenchError("\(folder) exists already.") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lmsPath = folder + "/lms.sqlite"
    let credentialsPath = folder + "/credentials.sqlite"
    try GeneratedCatalog.makeFiles(lms: lmsPath, credentials: credentialsPath, seed: seed)
    try BulkFile(path: lmsPath).write { db in
      for number in 0..<learners { try learner(number).writeLMS(db) }
    }
    try BulkFile(path: credentialsPath).write { db in
      let types = try GeneratedTypes(db)
      for number in 0..<learners { try learner(number).writeCredentials(db, types) }
    }
  }

  private func learner(_ number: Int) -> GeneratedLearner {
    GeneratedLearner(number: number, seed: seed, drift: drift)
  }
}
