import CertificateSync
import LearnerRecords
import OpenEdX

/// `audit --configuration`: what is wrong before any learner comes into it.
struct AuditConfigurationReport {
  let format: AuditFormat
  let output: AuditOutput
  /// The zone of the times that people read.
  let zone: DisplayZone

  /// - Returns: whether something is wrong.
  func run(_ records: RecordStore) throws -> Bool {
    let (problems, site) = try records.readValue { (try $0.configurationProblems(now: .now), $0.siteLine) }
    switch format {
    case .table:
      var last: ConfigurationProblem.Kind?
      for problem in problems {
        if last != problem.kind {
          if last != nil { try output.line("") }
          try output.line(problem.kind.rawValue)
        }
        last = problem.kind
        try output.visibleLine("  \(zone.text(problem.text)) \(problem.remedy)")
      }
      if !problems.isEmpty { try output.line("") }
      try output.line("\(PlanText.count(problems.count, "problem")) in the configuration.")
      if let site { try output.visibleLine(site) }
    case .csv:
      try output.line("kind,subject,text,remedy")
      for problem in problems {
        try output.line(
          RowText.csv([problem.kind.rawValue, problem.subject, problem.text, problem.remedy], guardingFormulas: true)
        )
      }
    case .jsonl:
      for problem in problems {
        try output.line(
          """
          {"kind": "\(problem.kind.rawValue)", "subject": \(RowText.json(problem.subject)), \
          "text": \(RowText.json(problem.text)), "remedy": \(RowText.json(problem.remedy))}
          """
        )
      }
    }
    return !problems.isEmpty
  }
}
