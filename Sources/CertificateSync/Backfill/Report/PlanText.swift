import LearnerRecords
import OpenEdX

/// A backfill's plan in words, for the command line and for the dialog on the screen alike.
///
/// Names come from outside and are not made safe here; who shows the lines does that.
package struct PlanText: Sendable {
  /// Where posts go.
  package let head: String
  /// What the plan comes to.
  package let sums: PlanSums
  /// What follows: the rows, and what is left out and why.
  package private(set) var body: [String] = []

  /// All lines, without a line's end, with times in UTC.
  package var lines: [String] { lines(in: .utc) }

  /// All lines, without a line's end.
  ///
  /// - Parameter zone: the zone of the times in them. A place is no time, whatever its name.
  package func lines(in zone: DisplayZone) -> [String] {
    let warnings = sums.lines.filter { $0.kind == .warning }.map { "! " + $0.text }
    let others = sums.lines.filter { $0.kind != .warning }.map(\.text)
    let parts = (others.isEmpty ? [] : [""] + others) + [""] + body
    return warnings + [head] + parts.map { zone.text($0) }
  }

  static func head(_ destination: String?) -> String {
    destination.map { "Posts go to \($0)." } ?? "This is a dry run: nothing is posted, and nothing is changed."
  }

  /// Writes the plan.
  ///
  /// - Parameters:
  ///   - destination: where posts go; nil where nothing is posted.
  ///   - itemLimit: how many rows are named at most, of those to post and of those left out; nil for all.
  package init(_ plan: BackfillPlan, destination: String?, itemLimit: Int? = nil) {
    head = Self.head(destination)
    sums = PlanSums(plan)
    if plan.isEmpty {
      body.append("Nothing to post: this backfill repairs nothing in what was chosen.")
    }
    if !plan.items.isEmpty {
      let isUsual = plan.items.allSatisfy { $0.repaired.allSatisfy { $0.isRepairedByDefault || $0 == .gradeMissing } }
      body.append(
        Self.heading(plan.items.count, isUsual ? "course certificate" : "course run", plan.items.map(\.username))
      )
      add(plan.items.map { Self.line($0, $0.repaired) }, itemLimit)
      if let hidden = plan.hiddenAwards.text { body.append(hidden) }
      addDates(plan, itemLimit)
    }
    if !plan.programItems.isEmpty {
      if !plan.items.isEmpty { body.append("") }
      let rows = plan.programItems
      body.append(Self.heading(rows.count, "program credential", rows.map(\.username)))
      add(rows.map { "\($0.username)  \($0.program)  \($0.finding.rawValue)" }, itemLimit)
    }
    if plan.beyondLimit > 0 {
      body.append("")
      body.append("The limit leaves \(Self.count(plan.beyondLimit, "row")) for another time.")
    }
    if plan.blockedCount > 0 {
      body.append("")
      body.append("Left out, because something else must be repaired first: \(Self.count(plan.blockedCount, "row")).")
      for (finding, rows) in plan.blockers {
        body.append("  \(finding.rawValue) (\(rows)): \(finding.summary). \(finding.remedy)")
      }
      add(
        plan.blocked.map { Self.line($0, $0.assessment.blockers) }
          + plan.blockedPrograms.map { "\($0.username)  \($0.program)  \(Self.names($0.blockers))" },
        itemLimit
      )
    }
    if !plan.leftOut.isEmpty {
      body.append("")
      body.append("Left out, because their task would post nothing: \(Self.count(plan.leftOut.count, "row")).")
      add(plan.leftOut.map { "\($0.username)  \($0.subject)  \($0.finding.rawValue): \($0.reason)" }, itemLimit)
    }
    if !plan.undone.isEmpty {
      body.append("")
      body.append(
        "Undone, and left alone until the certificate changes (\(OptionName.include) undone takes them in): "
          + "\(Self.count(plan.undone.count, "row"))."
      )
      add(plan.undone.map { "\($0.username)  \($0.subject)  \($0.finding.rawValue): \($0.reason)" }, itemLimit)
    }
    if let hidden = plan.hiddenAlready.textOfStanding { body += ["", hidden] }
    if !plan.notAskedFor.isEmpty {
      body.append("")
      body.append("Other drift, which this backfill leaves alone:")
      for finding in Finding.allCases {
        guard let rows = plan.notAskedFor[finding] else { continue }
        body.append("  \(finding.rawValue) (\(rows)): \(finding.summary).")
      }
    }
  }

  /// The dates of runs, each with the one that it takes the place of: a post for a run changes the page of all its learners.
  private mutating func addDates(_ plan: BackfillPlan, _ limit: Int?) {
    var rows: [ExactText: Int] = [:]
    var dates: [(run: ExactText, text: String)] = []
    for row in plan.items where row.repaired.contains(.dateDrift) {
      let run = ExactText(row.courseRunKey)
      rows[run, default: 0] += 1
      guard rows[run] == 1, case .date(let date) = row.dates.computed else { continue }
      dates.append((run, "\(row.dates.stored?.apiText ?? "none") becomes \(date?.apiText ?? "none")"))
    }
    guard !dates.isEmpty else { return }
    body.append("")
    body.append("\(Self.count(dates.count, "certificate available date")) to post, one for each run:")
    add(
      dates.map { "\($0.run.text)  \($0.text) (\(Self.count(rows[$0.run] ?? 0, "row")))" },
      limit
    )
  }

  private static func line(_ row: BackfillPlan.Row, _ findings: [Finding]) -> String {
    "\(row.username)  \(row.courseRunKey)  \(names(findings))"
  }

  private static func names(_ findings: [Finding]) -> String { findings.map(\.rawValue).joined(separator: ", ") }

  private mutating func add(_ rows: [String], _ limit: Int?) {
    let named = rows.prefix(limit ?? rows.count)
    for row in named { body.append("  \(row)") }
    if named.count < rows.count { body.append("  … and \(rows.count - named.count) more") }
  }

  private static func heading(_ number: Int, _ noun: String, _ usernames: [String]) -> String {
    "\(count(number, noun)) to post for \(count(Set(usernames.map(ExactText.init)).count, "learner")):"
  }

  /// "1 learner", "2 learners".
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
