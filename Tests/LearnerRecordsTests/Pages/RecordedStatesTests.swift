import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `States on which the real service was asked` {
  @Test func `each list and each record is the one that the service gave`() throws {
    var differences = Differences()
    var answers = 0
    for state in try RecordedState.all() {
      let folder = try state.deployment()
      try RecordStore(folder: folder.path).read { reader in
        for ask in state.asks {
          let username = try #require(ask["username"]?.string)
          let place = "\(state.name) \(username) \(ask["program"]?.string ?? "list")"
          let got = try answer(ask, username, reader)
          if ask["status"] == 500 {
            if got?["page_failure"] == nil { differences.add("\(place): the service fails, and this does not") }
          } else {
            differences.compare(place, expected: Self.dated(ask["body"] ?? nil), got: got ?? nil)
          }
          answers += 1
        }
      }
    }
    #expect(answers > 50)
    #expect(differences.count == 0, "\(differences)")
  }

  private func answer(_ ask: JSONValue, _ username: String, _ reader: RecordReader) throws -> JSONValue? {
    guard let account = try reader.findLearner(username)?.credentialsUsername else { return nil }
    guard let spelled = ask["program"]?.string, let program = ProgramUUID(spelled) else {
      return try reader.programRecordList(username: account, now: RecordedState.now)?.json
    }
    return try reader.programRecordDetail(username: account, program: program, now: RecordedState.now)?
      .json(uuid: spelled)
  }

  /// The service prints the present moment, without an offset, where no grade was ever received.
  private static func dated(_ answer: JSONValue) -> JSONValue {
    guard case .object(var body) = answer, case .object(var record) = body["record"] ?? nil,
      case .object(var program) = record["program"] ?? nil,
      program["last_updated"]?.string?.hasSuffix("+00:00") != true
    else { return answer }
    program["last_updated"] = .some(.null)
    record["program"] = .object(program)
    body["record"] = .object(record)
    return .object(body)
  }
}
