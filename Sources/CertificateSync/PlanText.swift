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
    if plan.isEmpty {
      lines.append("Nothing to post: no row is lost that a post could mend.")
    }
    if !plan.items.isEmpty {
      let isUsual = plan.items.allSatisfy { $0.mended.allSatisfy(\.isRepairedByDefault) }
      lines.append(
        Self.heading(plan.items.count, isUsual ? "course certificate" : "course run", plan.items.map(\.username))
      )
      add(plan.items, itemLimit, \.mended)
      if let hidden = plan.hiddenAwards.text { lines.append(hidden) }
    }
    if !plan.programItems.isEmpty {
      if !plan.items.isEmpty { lines.append("") }
      let rows = plan.programItems
      lines.append(Self.heading(rows.count, "program credential", rows.map(\.username)))
      add(rows.map { "\($0.username)  \($0.program)  \($0.finding.rawValue)" }, itemLimit)
    }
    let kinds = PostKinds(plan.tasks)
    if kinds.isMixed {
      lines.append("")
      lines.append("Together these are \(PlanText.count(plan.tasks.count, "post")): \(kinds.text).")
    }
    if plan.beyondLimit > 0 {
      lines.append("")
      lines.append("The limit leaves \(Self.count(plan.beyondLimit, "row")) for another time.")
    }
    if !plan.blocked.isEmpty {
      lines.append("")
      lines.append("Left out, because something else must be mended first: \(Self.count(plan.blocked.count, "row")).")
      for (finding, rows) in plan.blockers {
        lines.append("  \(finding.rawValue) (\(rows)): \(finding.summary). \(finding.remedy)")
      }
      add(plan.blocked, itemLimit, \.assessment.blockers)
    }
    if !plan.leftOut.isEmpty {
      lines.append("")
      lines.append("Left out, because their task would post nothing: \(Self.count(plan.leftOut.count, "row")).")
      add(plan.leftOut.map { "\($0.username)  \($0.subject)  \($0.finding.rawValue): \($0.reason)" }, itemLimit)
    }
    if let hidden = plan.hiddenAlready.textOfStanding { lines += ["", hidden] }
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
    add(
      rows.map { "\($0.username)  \($0.courseRunKey)  \(findings($0).map(\.rawValue).joined(separator: ", "))" },
      limit
    )
  }

  private mutating func add(_ rows: [String], _ limit: Int?) {
    let named = rows.prefix(limit ?? rows.count)
    for row in named { lines.append("  \(row)") }
    if named.count < rows.count { lines.append("  … and \(rows.count - named.count) more") }
  }

  private static func heading(_ number: Int, _ noun: String, _ usernames: [String]) -> String {
    "\(count(number, noun)) to post for \(count(Set(usernames.map(ExactText.init)).count, "learner")):"
  }

  /// "1 learner", "2 learners".
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
