import LearnerRecords
import OpenEdX
import SiteData

/// What an import has taken, in lines for the operator.
struct ImportText {
  let summary: ImportSummary
  let folder: String
  let now: UTCTime

  var lines: [String] {
    var lines = summary.notices.map { "Note: \($0)" }
    for side in summary.sides {
      lines += [heading(side)] + counts(side)
      if !side.absent.isEmpty {
        lines.append("  not in the dump, taken as empty: \(side.absent.joined(separator: ", "))")
      }
      for (remark, count) in side.remarks.sorted(by: { $0.key < $1.key }) { lines.append("  \(count) × \(remark)") }
    }
    if !summary.skipped.isEmpty {
      lines.append("Other databases in the dumps, passed over: \(summary.skipped.joined(separator: ", "))")
    }
    lines.append("Passwords, sessions and everything that is not shown were left out.")
    lines.append("Next: learner-records --deployment \(ShellWord.quoted(folder)) audit --summary")
    return lines
  }

  private func heading(_ side: ImportSummary.Side) -> String {
    var parts = [side.database.map { "database “\($0)”" } ?? "a database without a name", side.source]
    if let server = side.server { parts.append(server) }
    if let snapshot = side.snapshot { parts.append("as of \(snapshot.databaseText.prefix(19))") }
    return "\(side.side.title): \(parts.joined(separator: ", "))"
  }

  private func counts(_ side: ImportSummary.Side) -> [String] {
    let width = side.tables.map { "\($0.rows)".count }.max() ?? 0
    return side.tables.map { table in
      "  " + String(repeating: " ", count: width - "\(table.rows)".count) + "\(table.rows)  \(table.name)"
    }
  }
}
