import Foundation
import OpenEdX
import TestSupport
import Testing

@testable import LearnerRecords

@Suite struct `A ledger that is written down` {
  private func bytes(_ ledger: AuditLedger) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try ledger.write { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func read(_ bytes: [UInt8]) -> AuditLedger? {
    var next = 0
    return AuditLedger(size: bytes.count) { memory in
      guard memory.count <= bytes.count - next else { return false }
      memory.copyBytes(from: bytes[next..<(next + memory.count)])
      next += memory.count
      return true
    }
  }

  private func ledger() throws -> (AuditLedger, RecordStore, TemporaryFolder) {
    let deployment = try RandomDeployment(seed: 7, hasLooseEnds: true)
    let records = try RecordStore(folder: deployment.folder.path)
    var ledger = try records.read { try $0.auditLedger(now: RandomDeployment.now) }
    ledger.tooNew = [.user(-3), .user(.max), .stranger(ExactText("zoe\u{308}"))]
    ledger.dated = [.user(.min): RandomDeployment.now, .stranger(ExactText("")): UTCTime(microseconds: -1)]
    ledger.basis.newRuns = [ExactText("course-v1:A+B+C")]
    ledger.basis.judgeableUntil = RandomDeployment.now
    return (ledger, records, deployment.folder)
  }

  @Test func `comes back as it was`() throws {
    let (ledger, records, folder) = try ledger()
    defer { withExtendedLifetime(folder) {} }
    let again = try #require(read(bytes(ledger)))
    #expect(again.basis == ledger.basis && again.isLogged)
    #expect(again.tooNew == ledger.tooNew && again.dated == ledger.dated)
    #expect(again.facts == ledger.facts && again.bytes == ledger.bytes && again.learners == ledger.learners)
    let (before, after) = try records.read { ($0.counts(ledger), $0.counts(again)) }
    #expect(before.groups == after.groups && before.programs.map(\.counts) == after.programs.map(\.counts))
    #expect(!before.groups.isEmpty && ledger.learners > 4)
  }

  @Test func `is refused when a byte of it is another, or is missing`() throws {
    let whole = try bytes(ledger().0)
    for place in stride(from: 0, to: whole.count, by: 7) {
      var damaged = whole
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(read(damaged) == nil, "byte \(place)")
      #expect(read(Array(whole[..<place])) == nil, "\(place) bytes")
    }
    #expect(read(whole + [0]) == nil)
  }

  @Test func `is refused, and ends nothing, when it has a right checksum and makes no sense`() throws {
    let (whole, _, _) = try ledger()
    var refused = 0
    for seed in UInt64(1)...300 {
      var random = RandomDraw(seed: seed)
      var ledger = whole
      let place = random.below(ledger.bytes.count)
      switch random.below(3) {
      case 0: ledger.bytes[place] = UInt8(random.below(256))
      case 1: ledger.bytes.removeSubrange(place...)
      default: ledger.bytes.insert(contentsOf: (0..<9).map { _ in UInt8(random.below(256)) }, at: place)
      }
      guard let read = read(try bytes(ledger)) else {
        refused += 1
        continue
      }
      // What is read can be visited to its end.
      var learners = 0
      read.visit { _, places in
        learners += 1
        #expect(places.allSatisfy { $0 < read.facts.count }, "seed \(seed)")
      }
      #expect(learners == read.learners, "seed \(seed)")
    }
    #expect(refused > 100)
  }
}
