import LearnerRecords
import OpenEdX
import SampleDeployment
import TestSupport
import Testing

@Suite struct `What the sample deployment shows` {
  /// The switch of `issuance-disabled` is global: it would block the repair of every other drift.
  private let onlyWhenSwitchedOff: Set<Finding> = [.issuanceDisabled]

  private func counts(_ reader: RecordReader) throws -> (findings: [Finding: Int], runs: Int, healthy: Int) {
    var findings: [Finding: Int] = [:]
    var runs = 0
    var healthy = 0
    try reader.runRecords(includingRowsWithoutFindings: true, now: Sample.now) { record in
      runs += 1
      if record.assessment.findings.isEmpty { healthy += 1 }
      for finding in record.assessment.findings { findings[finding, default: 0] += 1 }
    }
    try reader.programRecords(now: Sample.now) { record in
      for finding in record.findings { findings[finding, default: 0] += 1 }
    }
    return (findings, runs, healthy)
  }

  @Test func `every finding of a usual site but the one of a global switch occurs`() throws {
    try Sample.read { reader in
      let found = try counts(reader)
      for finding in Fixtures.known.union([.renamed]) where !onlyWhenSwitchedOff.contains(finding) {
        #expect(found.findings[finding, default: 0] > 0, "\(finding.rawValue) does not occur")
      }
    }
  }

  @Test func `learner issuance off blocks every drift and nothing else`() throws {
    let folder = try TemporaryFolder()
    let copy = try Sample.copy(in: folder)
    try Sample.edit(copy, "lms-api-config.json") { text in
      text = text.replacing("\"enable_learner_issuance\": true", with: "\"enable_learner_issuance\": false")
    }
    let sample = try SampleDeployment.open(data: copy, at: folder.file("deployment"))
    try RecordStore(folder: sample.folder).read { reader in
      try reader.runRecords(now: Sample.now) { record in
        let isBlocked = record.assessment.findings.contains(.issuanceDisabled)
        #expect(isBlocked == record.assessment.hasDrift, "\(record.username), \(record.courseRun)")
      }
    }
  }

  @Test func `most rows are in order and a lost award is the most frequent drift`() throws {
    try Sample.read { reader in
      let found = try counts(reader)
      #expect(found.healthy * 2 > found.runs)
      let drift = found.findings.filter { $0.key.kind == .drift && $0.key != .awardLost }
      #expect(found.findings[.awardLost, default: 0] > (drift.values.max() ?? 0))
    }
  }
}
