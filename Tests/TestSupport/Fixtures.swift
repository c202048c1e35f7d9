import Foundation
import OpenEdX

/// The recorded deployments and exchanges beside the tests.
package enum Fixtures {
  /// A file of the golden deployment or its expected answers, e.g. `lms.sqlite` or `findings.jsonl`.
  package static func golden(_ name: String) -> String { folder + "/golden/" + name }

  /// A file of the recorded exchanges, e.g. `credentials.jsonl` or `seeded_credentials.sqlite`.
  package static func contract(_ name: String) -> String { folder + "/contract/" + name }

  /// A file of small sites and of states with the real service's answers, e.g. `harbour.sql`.
  package static func state(_ name: String) -> String { folder + "/states/" + name }

  /// The queue that a version of the program has left, as SQL.
  package static func queue(version: String) -> String { folder + "/queues/\(version).sql" }

  /// The lines of a JSON-lines file.
  package static func jsonLines(_ path: String) throws -> [JSONValue] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
  }

  /// A line of findings as the golden answers have it: with the names alone that were known when they were recorded.
  ///
  /// - Returns: nil for a row that is there for what the LMS owes alone, and for a program without a finding of then:
  ///   neither was a row.
  package static func recorded(_ line: JSONValue) -> JSONValue? {
    guard case .object(var members) = line else { return line }
    let findings = (members["findings"]?.array ?? []).compactMap(\.string).compactMap(Finding.init(rawValue:))
    if !findings.isEmpty, findings.allSatisfy({ $0.kind == .lms }) { return nil }
    let recorded = findings.filter(known.contains)
    if recorded.isEmpty, members["program_uuid"] != nil { return nil }
    members["findings"] = .array(recorded.map { .string($0.rawValue) })
    return .object(members)
  }

  /// The findings that were known when the golden answers were recorded.
  package static let known: Set<Finding> = [
    .noCertificate, .audit, .ineligibleMode, .notPassed, .certificateInvalid, .hiddenUntilDate, .awardLost,
    .revocationStale, .awardStale, .credentialOrphaned, .overrideDrift, .gradeMissing, .issuanceDisabled,
    .recordsDisabled, .overviewMissing, .notInCatalog, .configInactive, .configUnlinked, .programAwardLost,
    .programAwardStale, .programHidden, .programUnlisted,
  ]

  /// A copy of the golden deployment in a folder of the test's own.
  package static func goldenDeployment() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["lms.sqlite", "credentials.sqlite"] { try folder.copy(golden(name), as: name) }
    return folder
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
}
