import Foundation
import LearnerRecords
import OpenEdX

extension ReadCommand {
  /// What the screens count: all learners judged once, the ledger of that added up, and what is left to do when nothing or
  /// little was written since.
  func measureLedger() throws {
    let store = try RecordStore(folder: folder)
    var made: AuditLedger?
    try measure("judging all learners for the screens", times: rounds, "ms") {
      made = try store.readInParallel { try $0.auditLedger(now: .now) }
    }
    guard var ledger = made, ledger.learners > 0 else { return }
    try measure("adding a ledger up", times: rounds, "ms for \(ledger.learners) learners") {
      _ = try store.read { $0.counts(ledger) }
    }
    var bytes = Data()
    measure("writing it", times: rounds, "ms, without the disk") {
      bytes = Data()
      try? ledger.write { bytes.append(contentsOf: $0) }
    }
    report("its size", Double(bytes.count) / 1_000_000, "MB")
    try measure("reading it", times: rounds, "ms, without the disk") {
      var next = 0
      let again = AuditLedger(size: bytes.count) { memory in
        guard memory.count <= bytes.count - next else { return false }
        memory.copyBytes(from: bytes[next..<(next + memory.count)])
        next += memory.count
        return true
      }
      if again == nil { throw BenchError("A ledger that was written cannot be read.") }
    }
    guard ledger.isLogged else { return }
    try measure("bringing it up to date, nothing written", times: rounds, "ms") {
      guard try store.read({ try $0.update(&ledger, isUnchanged: false, now: .now) }) != nil else {
        throw BenchError("The ledger does not hold any more: was the deployment changed meanwhile?")
      }
    }
    for count in [1, 100, 5000] {
      try measure("judging \(count) learners again and adding up", times: rounds, "ms") {
        ledger.judgeAgain(users: 1...Int64(count))
        _ = try store.read { reader in
          _ = try reader.update(&ledger, isUnchanged: false, now: .now)
          return reader.counts(ledger)
        }
      }
    }
  }
}
