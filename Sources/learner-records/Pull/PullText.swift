import DatabaseFile
import LearnerRecords
import OpenEdX
import SiteData

/// What is told of a pull that has ended.
struct PullText {
  let report: PullReport
  let folder: String

  init(_ report: PullReport, folder: String) {
    self.report = report
    self.folder = folder
  }

  var lines: [String] {
    let rows = report.tables.reduce(0) { $0 + $1.rows }
    return (report.note.map { ["Note: \($0)"] } ?? []) + [
      side("LMS", report.origin.lms), side("Credentials", report.origin.credentials),
      report.isOneSnapshot
        ? "Both are of one moment." : "They are of two moments: what changed in between is marked as too new to judge.",
      "\(rows) rows in \(report.tables.count) tables" + (report.isFresh ? "." : "; \(news)"),
      "Next: learner-records --deployment \(ShellWord.quoted(folder)) audit --summary",
    ]
  }

  /// Rows are read in groups, of which one has changed: more are read than have changed.
  private var news: String {
    let changed = report.tables.filter { $0.read > 0 }.map { "\($0.name) \($0.read)" }.joined(separator: ", ")
    if report.isUnchanged { return "nothing has changed since the last pull." }
    return changed.isEmpty
      ? "rows were deleted since the last pull." : "read again because of changes there or in the copy: \(changed)."
  }

  private func side(_ name: String, _ origin: SideOrigin) -> String {
    let padding = String(repeating: " ", count: 13 - name.count)
    let moment = origin.snapshot.map { ", as of \($0.apiText)" } ?? ""
    return "\(name)\(padding)\(origin.database ?? "") of \(origin.source), \(origin.server ?? "")\(moment)"
  }
}
