import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `The golden deployment` {
  private func withReader(_ body: (RecordReader) throws -> Void) throws {
    let folder = try Fixtures.goldenDeployment()
    try RecordStore(folder: folder.path).read(body)
  }

  @Test func `every list is the one that the service gave`() throws {
    var differences = Differences()
    var lines = 0
    try withReader { reader in
      for line in try Fixtures.jsonLines(Fixtures.golden("records.jsonl")) {
        let username = try #require(line["username"]?.string)
        let list = try reader.programRecordList(username: username, now: Clock.golden)
        differences.compare("\(username) list", expected: line["list"] ?? nil, got: list?.json ?? nil)
        lines += 1
      }
    }
    #expect(lines == 301)
    #expect(differences.count == 0, "\(differences)")
  }

  @Test func `every detail is the one that the service gave`() throws {
    var differences = Differences()
    var details = 0
    try withReader { reader in
      for line in try Fixtures.jsonLines(Fixtures.golden("records.jsonl")) {
        let username = try #require(line["username"]?.string)
        for expected in line["details"]?.array ?? [] {
          let uuid = try #require(expected["uuid"]?.string)
          let program = try #require(ProgramUUID(uuid))
          let detail = try reader.programRecordDetail(username: username, program: program, now: Clock.golden)
          differences.compare("\(username) \(uuid)", expected: expected, got: detail?.json(uuid: uuid) ?? nil)
          details += 1
        }
      }
    }
    #expect(details > 301)
    #expect(differences.count == 0, "\(differences)")
  }

  @Test func `every run finding is reproduced in order`() throws {
    var got: [JSONValue] = []
    try withReader { reader in
      try reader.runRecords(includingRowsWithoutFindings: true, now: Clock.golden) { record in
        if let line = Fixtures.recorded(record.findingsJSON) { got.append(line) }
      }
    }
    try compare(got, "findings.jsonl")
  }

  @Test func `every program finding is reproduced in order`() throws {
    var got: [JSONValue] = []
    try withReader { reader in
      try reader.programRecords(now: Clock.golden) { record in
        if let line = Fixtures.recorded(record.findingsJSON), line["findings"]?.isTruthy ?? false { got.append(line) }
      }
    }
    try compare(got, "program_findings.jsonl")
  }

  @Test func `rows without a finding are left out unless asked for`() throws {
    var rows = 0
    try withReader { reader in
      try reader.runRecords(now: Clock.golden) { record in
        #expect(!record.assessment.findings.isEmpty)
        if Fixtures.recorded(record.findingsJSON)?["findings"]?.isTruthy ?? false { rows += 1 }
      }
    }
    let expected = try Fixtures.jsonLines(Fixtures.golden("findings.jsonl"))
    #expect(rows == expected.count { $0["findings"]?.isTruthy ?? false })
  }

  private func compare(_ got: [JSONValue], _ file: String) throws {
    let expected = try Fixtures.jsonLines(Fixtures.golden(file))
    var differences = Differences()
    if got.count != expected.count { differences.add("\(expected.count) lines expected, got \(got.count)") }
    for (left, right) in zip(expected, got) {
      let place =
        "\(left["username"]?.string ?? "") \(left["course_run"]?.string ?? left["program_uuid"]?.string ?? "")"
      differences.compare(place, expected: left, got: right)
    }
    #expect(differences.count == 0, "\(differences)")
  }
}
