import Credentials
import OpenEdX

/// A program of a test's catalog: its courses, each with the runs that count for it.
struct CatalogProgram {
  let uuid: ProgramUUID
  let courses: [[String]]

  /// - Parameter number: what tells it from the other programs of the deployment.
  init(number: Int, courses: [[String]]) throws {
    let digits = String(number, radix: 16)
    uuid = try ProgramUUID(String(repeating: "0", count: 32 - digits.count) + digits).orThrow()
    self.courses = courses
  }

  var runs: [String] { courses.flatMap { $0 } }

  var seed: CredentialsSeed.Program {
    CredentialsSeed.Program(uuid, title: uuid.dashed, organizations: ["RaceX"], courseRuns: runs)
  }

  /// Whether each course has a run among these.
  func isComplete(_ passed: Set<String>) -> Bool { courses.allSatisfy { !passed.isDisjoint(with: $0) } }
}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw RolledBack() }
    return self
  }
}
