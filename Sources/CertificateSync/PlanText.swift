import OpenEdX

/// A backfill's plan in words, for the command line and for the dialog on the screen alike.
///
/// Names come from outside and are not made safe here; whoever shows the lines does that.
public struct PlanText: Sendable {
  /// The lines, without a line's end.
  public private(set) var lines: [String] = []

  /// Writes the plan.
  ///
  /// - Parameters:
  ///   - destination: where posts go.
  ///   - itemLimit: how many rows are named at most, of those to post and of those left out; nil for all.
  public init(_ plan: BackfillPlan, destination: String, itemLimit: Int? = nil) {
    lines.append("Posts go to \(destination).")
    lines.append("")
    if plan.items.isEmpty {
      lines.append("Nothing to post: no row is lost that a post could mend.")
    } else {
      let learners = Set(plan.items.map(\.username)).count
      lines.append(
        "\(Self.count(plan.items.count, "course certificate")) to post for \(Self.count(learners, "learner")):"
      )
      add(plan.items, itemLimit) { $0.repairs.map { [$0] } ?? [] }
    }
    if !plan.blocked.isEmpty {
      lines.append("")
      lines.append("Left out, because something else must be mended first: \(Self.count(plan.blocked.count, "row")).")
      for (finding, rows) in plan.blockers {
        lines.append("  \(finding.rawValue) (\(rows)): \(finding.summary). \(finding.remedy)")
      }
      add(plan.blocked, itemLimit, \.assessment.blockers)
    }
    if !plan.notAskedFor.isEmpty {
      lines.append("")
      lines.append("Other drift, which this backfill leaves alone:")
      for finding in Finding.allCases {
        guard let rows = plan.notAskedFor[finding] else { continue }
        lines.append("  \(finding.rawValue) (\(rows)): \(finding.summary).")
      }
    }
  }

  private mutating func add(_ rows: [BackfillPlan.Row], _ limit: Int?, _ findings: (BackfillPlan.Row) -> [Finding]) {
    let named = rows.prefix(limit ?? rows.count)
    for row in named {
      let why = findings(row).map(\.rawValue).joined(separator: ", ")
      lines.append("  \(row.username)  \(row.courseRunKey)  \(why)")
    }
    if named.count < rows.count { lines.append("  … and \(rows.count - named.count) more") }
  }

  /// "1 learner", "2 learners".
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
