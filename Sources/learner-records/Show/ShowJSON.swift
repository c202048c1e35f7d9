import Foundation
import LearnerRecords
import OpenEdX

/// `show --format json`: the answers of the Credentials service, and the findings.
struct ShowJSON {
  let reader: RecordReader
  let match: LearnerMatch
  let now: UTCTime

  /// - Parameter spelled: the program's UUID as it was given, if it was, which the service's answer repeats.
  func value(program: ProgramUUID?, spelled: String?) throws -> JSONValue {
    guard let program else { return try everything() }
    guard let username = match.credentialsUsername,
      let detail = try reader.programRecordDetail(username: username, program: program, now: now)
    else {
      throw Failure("Credentials has no user “\(match.person.username)”: the service answers 404, not a record.")
    }
    return detail.json(uuid: spelled ?? program.hex)
  }

  private func everything() throws -> JSONValue {
    var list: JSONValue = nil
    var details: [JSONValue] = []
    if let username = match.credentialsUsername {
      list = try reader.programRecordList(username: username, now: now)?.json ?? nil
      for program in try reader.programs(withRunsOf: match.person.username) {
        guard let detail = try reader.programRecordDetail(username: username, program: program, now: now) else {
          continue
        }
        details.append(detail.json)
      }
    }
    var findings: [JSONValue] = []
    var programFindings: [JSONValue] = []
    var told: Set<ExactText> = []
    try reader.learnerFindings(RunFilter(users: [match.person.username]), now: now) { learner in
      let runs = try learner.runs()
      findings += runs.map(\.findingsJSON)
      told.formUnion(runs.map { ExactText($0.courseRun) })
      programFindings += learner.programs.map(\.findingsJSON)
    }
    let pages = try reader.programs(withRunsOf: match.person.username).compactMap { program in
      try reader.learnerRecord(username: match.person.username, program: program, now: now)
    }
    findings += pages.otherRuns(than: told).map(\.findingsJSON)
    var value: [String: JSONValue] = [
      "list": list, "details": .array(details), "findings": .array(findings + programFindings),
    ]
    if let username = match.credentialsUsername {
      let others = try reader.listsOfOtherSites(username: username, now: now)
      if !others.isEmpty {
        value["other_sites"] = .array(
          others.map { ["site": .number(Double($0.id)), "domain": .string($0.domain), "list": $1.json] }
        )
      }
    }
    return .object(value)
  }

  static func text(_ value: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return RowText.safe(json: String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
