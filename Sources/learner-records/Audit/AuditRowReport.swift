import LearnerRecords
import OpenEdX

/// The rows of an audit, runs first and then programs, in one walk over the databases.
struct AuditRowReport {
  let filter: RunFilter
  let options: AuditOptions
  let output: AuditOutput
  /// The zone of the times that people read.
  let zone: DisplayZone

  /// Ends a walk of which nothing more can be learned.
  private struct Enough: Error {}

  /// - Returns: whether a row was among them in which something has to be repaired.
  func run(_ records: RecordStore) throws -> Bool {
    let wanted = try options.findings()
    var printer = AuditRowPrinter(format: try options.format, output: output)
    var needsRepair = false
    func admits(_ findings: [Finding]) -> Bool { wanted.isEmpty || findings.contains { wanted.contains($0) } }
    func met(_ findings: [Finding]) throws {
      if !needsRepair { needsRepair = findings.contains(where: \.kind.needsRepair) }
      if needsRepair, output.isClosed { throw Enough() }
    }
    do {
      try printer.begin()
      try records.readInParallel(jobs: options.threads) { reader in
        try reader.audit(
          filter,
          includingRunsWithoutFindings: options.all && wanted.isEmpty,
          now: .now,
          run: { row in
            guard admits(row.assessment.findings) else { return }
            try printer.run(row)
            try met(row.assessment.findings)
          },
          program: { row in
            guard admits(row.findings) else { return }
            try printer.program(row)
            try met(row.findings)
          }
        )
      }
      try printer.end()
      if try options.format == .table {
        if let site = try records.read({ $0.siteLine }) { try output.visibleLine(site) }
        if let origin = try records.originText() { try output.visibleLine(origin.line(now: .now, in: zone)) }
      }
    } catch is Enough {
      return true
    }
    return needsRepair
  }
}
