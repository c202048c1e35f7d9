import Foundation
import OpenEdX

/// The recorded deployments and exchanges beside the tests.
package enum Fixtures {
  /// A file of the golden deployment or its expected answers, e.g. `lms.sqlite` or `findings.jsonl`.
  package static func golden(_ name: String) -> String { folder + "/golden/" + name }

  /// A file of the recorded exchanges, e.g. `credentials.jsonl` or `seeded_credentials.sqlite`.
  package static func contract(_ name: String) -> String { folder + "/contract/" + name }

  /// The lines of a JSON-lines file.
  package static func jsonLines(_ path: String) throws -> [JSONValue] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
  }

  /// A copy of the golden deployment in a folder of the test's own.
  package static func goldenDeployment() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["lms.sqlite", "credentials.sqlite"] { try folder.copy(golden(name), as: name) }
    return folder
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
}
