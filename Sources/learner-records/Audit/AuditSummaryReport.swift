import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// `audit --summary`: how many rows have what, and what they have in common.
struct AuditSummaryReport {
  /// By what rows are counted alone, with `--by`.
  enum Key: String, CaseIterable {
    case month, program, org, finding
  }

  let filter: RunFilter
  let options: AuditOptions
  let output: AuditOutput
  /// The zone of the times that people read.
  let zone: DisplayZone
  /// What the advised command names beside what it does; nil where it would be about other rows than these.
  let place: CommandPlace?

  /// - Returns: whether a row was counted in which something has to be repaired.
  func run(_ records: RecordStore) throws -> Bool {
    let wanted = try options.findings()
    func admits(_ findings: [Finding]) -> Bool { wanted.isEmpty || findings.contains { wanted.contains($0) } }
    return try records.readInParallel(jobs: options.threads) { reader in
      var summary = reader.emptySummary()
      try reader.audit(
        filter,
        includingRunsWithoutFindings: options.all && wanted.isEmpty,
        now: .now,
        run: { row in if admits(row.assessment.findings) { summary.add(row) } },
        program: { row in if admits(row.findings) { summary.add(row) } }
      )
      let origin = try reader.origin().map { OriginText($0).line(now: .now, in: zone) }
      try print(summary, about: [reader.siteLine, origin].compactMap { $0 })
      return summary.needsRepair
    }
  }

  private func print(_ summary: AuditSummary, about lines: [String]) throws {
    switch try options.format {
    case .table:
      try table(summary)
      for line in lines { try output.visibleLine(line) }
      guard let place, summary.driftRows > 0 else { return }
      let next = place.words + ["--backfill", "--dry-run"]
      try output.visibleLine("What a backfill would repair: \(next.joined(separator: " "))")
    case .csv:
      try output.line("by,name,program_uuid,rows")
      try each(summary) { by, name, program, rows in
        try output.line(RowText.csv([by, name, program, "\(rows)"], guardingFormulas: true))
      }
    case .jsonl:
      try each(summary) { by, name, program, rows in
        let uuid = program.isEmpty ? "" : ", \"program_uuid\": \"\(program)\""
        try output.line("{\"by\": \"\(by)\", \"name\": \(RowText.json(name))\(uuid), \"rows\": \(rows)}")
      }
    }
  }

  private func each(_ summary: AuditSummary, _ visit: (String, String, String, Int) throws -> Void) throws {
    if let key {
      return try counts(summary, key).forEach { try visit(key.rawValue, $0.name, $0.program?.hex ?? "", $0.rows) }
    }
    for count in summary.byFinding { try visit("finding", count.name, "", count.rows) }
    for count in summary.byProgram { try visit("program", count.name, count.program?.hex ?? "", count.rows) }
    for count in summary.byCourseRun { try visit("course_run", count.name, "", count.rows) }
    for cause in summary.sharedCauses { try visit("cause", cause.text, "", cause.rows) }
  }

  private var key: Key? { options.by.flatMap(Key.init(rawValue:)) }

  private func counts(_ summary: AuditSummary, _ key: Key) -> [AuditSummary.Count] {
    switch key {
    case .month: summary.byMonth
    case .program: summary.byProgram
    case .org: summary.byOrganization
    case .finding: summary.byFinding
    }
  }

  /// Columns of the longest bar.
  private static let barColumns = 40

  /// One count a line, with a bar.
  private func bars(_ summary: AuditSummary, _ key: Key) throws {
    let counts = counts(summary, key)
    let most = counts.map(\.rows).max() ?? 0
    let width = counts.map { TextWidth.columns(of: $0.name) }.max() ?? 0
    for count in counts {
      let name = TextWidth.padded(TextWidth.clipped(count.name, to: min(width, 48)), to: min(width, 48))
      let number = TextWidth.padded(String(count.rows), to: 9, alignment: .right)
      let bar = String(repeating: "█", count: most == 0 ? 0 : (count.rows * Self.barColumns + most - 1) / most)
      try output.visibleLine("\(name)\(number)\(bar.isEmpty ? "" : "  \(bar)")")
    }
  }

  private func table(_ summary: AuditSummary) throws {
    if let key {
      try bars(summary, key)
      try output.line("")
      return try output.line("\(PlanText.count(summary.rows, "row")), \(summary.driftRows) with drift.")
    }
    try section("FINDING", findings(summary))
    try causes(summary)
    try section(
      "PROGRAM, rows with drift",
      summary.byProgram.map { ("\($0.name) (\($0.program?.hex ?? ""))", $0.rows) }
    )
    try section("COURSE RUN, rows with drift", summary.byCourseRun.map { ($0.name, $0.rows) })
    let owed = summary.owedRows == 0 ? "" : ", \(summary.owedRows) in which the LMS owes the learner something"
    try output.line("\(PlanText.count(summary.rows, "row")), \(summary.driftRows) with drift\(owed).")
  }

  /// Each finding with what it means: drift first, then blockers, then what the LMS owes, explanations last.
  private func findings(_ summary: AuditSummary) -> [(name: String, rows: Int)] {
    let kinds: [Finding.Kind] = [.drift, .blocker, .lms, .explanation]
    let width = summary.byFinding.map(\.name.count).max() ?? 0
    return kinds.flatMap { kind in
      summary.byFinding.compactMap { count -> (name: String, rows: Int)? in
        guard let finding = Finding(rawValue: count.name), finding.kind == kind else { return nil }
        return (TextWidth.padded(count.name, to: width) + "  " + finding.summary, count.rows)
      }
    }
  }

  private func causes(_ summary: AuditSummary) throws {
    guard !summary.sharedCauses.isEmpty else { return }
    try output.line("SHARED CAUSES, each of several rows")
    for cause in summary.sharedCauses { try output.visibleLine("  \(cause.text)") }
    try output.line("")
  }

  private func section(_ title: String, _ lines: [(name: String, rows: Int)]) throws {
    guard !lines.isEmpty else { return }
    try output.line(title)
    for line in lines {
      let digits = String(line.rows)
      let padding = String(repeating: " ", count: max(0, 9 - digits.count))
      try output.visibleLine("\(padding)\(digits)  \(line.name)")
    }
    try output.line("")
  }
}
