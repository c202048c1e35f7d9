import CertificateSync
import LearnerRecords
import OpenEdX

/// Prints runs as they come and programs after them, in the format asked for.
struct AuditRowPrinter {
  private let format: AuditFormat
  private let output: AuditOutput
  private let spool = AuditSpool()
  private var runs: AuditColumns
  private var programs: AuditColumns
  private var runCount = 0
  private var programCount = 0

  init(format: AuditFormat, output: AuditOutput) {
    self.format = format
    self.output = output
    let spool = spool
    runs = AuditColumns(["USERNAME", "COURSE RUN", "SHOWN", "FINDINGS"]) { try output.line($0) }
    programs = AuditColumns(["USERNAME", "PROGRAM", "TITLE", "FINDINGS"]) { try spool.line($0) }
  }

  mutating func begin() throws {
    if format == .csv { try output.line("username,course_run,program_uuid,shown,findings") }
  }

  mutating func run(_ row: AuditedRun) throws {
    runCount += 1
    let findings = row.assessment.findings.map(\.rawValue)
    let shown = row.assessment.shown.rawValue
    switch format {
    case .table: try runs.add([row.username, row.courseRun, shown, findings.joined(separator: " ")])
    case .csv:
      try output.line(
        RowText.csv([row.username, row.courseRun, "", shown, findings.joined(separator: " ")], guardingFormulas: true)
      )
    case .jsonl:
      try output.line(
        """
        {"username": \(RowText.json(row.username)), "course_run": \(RowText.json(row.courseRun)), \
        "shown": "\(shown)", "findings": \(RowText.json(findings))}
        """
      )
    }
  }

  mutating func program(_ row: ProgramRecord) throws {
    programCount += 1
    let findings = row.findings.map(\.rawValue)
    switch format {
    case .table: try programs.add([row.username, row.program.hex, row.title, findings.joined(separator: " ")])
    case .csv:
      try spool.line(
        RowText.csv([row.username, "", row.program.hex, "", findings.joined(separator: " ")], guardingFormulas: true)
      )
    case .jsonl:
      try spool.line(
        """
        {"username": \(RowText.json(row.username)), "program_uuid": "\(row.program.hex)", \
        "findings": \(RowText.json(findings))}
        """
      )
    }
  }

  mutating func end() throws {
    try runs.end()
    try programs.end()
    if format == .table, runCount > 0, programCount > 0 { try output.line("") }
    try spool.copy(to: output)
    guard format == .table else { return }
    if runCount + programCount > 0 { try output.line("") }
    let rows = "\(PlanText.count(runCount, "row")) of a learner in a course run"
    try output.line("\(rows), \(programCount) of a learner in a program.")
  }
}
