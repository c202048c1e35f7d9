import LearnerRecords
import OpenEdX

/// A plan as lines of JSON, for a program: each post, and each row that is left out, with its reason.
///
/// A line's `plan` says what it is: `post`, `blocked` (something must be repaired first), `left-out` (its task would post
/// nothing), `undone` (a post for it was undone, and it is left alone), `not-asked-for` (drift that the plan leaves alone,
/// counted) and, last, `summary`. A post has the names of the journal, so that what was planned and what was posted can be
/// joined: `action` (`award`, `revoke`, `grade` or `configure`), `username`, `course_run_key` or `program_uuid` or
/// `course_id`, and `finding`, several with commas.
package struct PlanLines {
  /// The lines.
  package private(set) var lines: [JSONValue] = []

  /// Writes the plan.
  package init(_ plan: BackfillPlan) {
    var rows: [ExactText: Int] = [:]
    for row in plan.items where row.repaired.contains(.dateDrift) { rows[ExactText(row.courseRunKey), default: 0] += 1 }
    var dated: Set<ExactText> = []
    for row in plan.items {
      for task in row.tasks {
        if task.request.kind == .updateCertificateAvailableDate {
          let run = ExactText(row.courseRunKey)
          if dated.insert(run).inserted { add(date: row, rows: rows[run] ?? 0) }
        } else {
          add(task, row)
        }
      }
    }
    for row in plan.programItems {
      var members = Self.members("post", row)
      members["action"] = row.finding == .programAwardStale ? "revoke" : "award"
      if let mail = row.mail { members["partner_mails"] = .number(Double(mail.partners)) }
      lines.append(.object(members))
    }
    for row in plan.blocked {
      var members = Self.members("blocked", row, row.repaired)
      members["blockers"] = .array(row.assessment.blockers.map { .string($0.rawValue) })
      lines.append(.object(members))
    }
    for row in plan.blockedPrograms {
      var members = Self.members("blocked", row)
      members["blockers"] = .array(row.blockers.map { .string($0.rawValue) })
      lines.append(.object(members))
    }
    for (plan, row) in plan.leftOut.map({ ("left-out", $0) }) + plan.undone.map({ ("undone", $0) }) {
      let subject = row.program.map { ("program_uuid", $0.dashed) } ?? ("course_run_key", row.subject)
      lines.append([
        "plan": .string(plan), "username": .string(row.username), subject.0: .string(subject.1),
        "finding": .string(row.finding.rawValue), "reason": .string(row.reason),
        "evidence": .array(row.evidence.map { .string($0) }),
      ])
    }
    for finding in Finding.allCases {
      guard let rows = plan.notAskedFor[finding] else { continue }
      lines.append(["plan": "not-asked-for", "finding": .string(finding.rawValue), "rows": .number(Double(rows))])
    }
    lines.append(Self.summary(plan))
  }

  private mutating func add(_ task: PlannedTask, _ row: BackfillPlan.Row) {
    var members = Self.members("post", row, task.findings)
    let isRevoked = task.findings.contains(.awardStale)
    members["action"] = task.request.kind == .sendGrade ? "grade" : isRevoked ? "revoke" : "award"
    if task.request.kind == .awardCourseCertificate {
      if let date = row.awardHiddenUntil { members["hidden_until"] = .string(date.apiText) }
      if row.certificateOfDayOfPost != nil { members["date_earned"] = "the day of the post" }
    }
    lines.append(.object(members))
  }

  private mutating func add(date row: BackfillPlan.Row, rows: Int) {
    guard case .date(let date) = row.dates.computed else { return }
    lines.append([
      "plan": "post", "action": "configure", "course_id": .string(row.courseRunKey),
      "finding": .string(Finding.dateDrift.rawValue), "rows": .number(Double(rows)),
      "certificate_available_date": date.map { .string($0.apiText) } ?? .null,
      "stored": row.dates.stored.map { .string($0.apiText) } ?? .null,
    ])
  }

  private static func members(
    _ plan: String,
    _ row: BackfillPlan.Row,
    _ findings: [Finding]
  ) -> [String: JSONValue] {
    [
      "plan": .string(plan), "username": .string(row.username), "course_run_key": .string(row.courseRunKey),
      "finding": .string(findings.map(\.rawValue).joined(separator: ",")),
      "evidence": .array(row.evidence.map { .string($0) }),
    ]
  }

  private static func members(_ plan: String, _ row: BackfillPlan.ProgramRow) -> [String: JSONValue] {
    [
      "plan": .string(plan), "username": .string(row.username), "program_uuid": .string(row.program.dashed),
      "finding": .string(row.finding.rawValue), "evidence": .array(row.evidence.map { .string($0) }),
    ]
  }

  private static func summary(_ plan: BackfillPlan) -> JSONValue {
    let names = Set((plan.items.map(\.username) + plan.programItems.map(\.username)).map(ExactText.init))
    let mails = plan.programItems.compactMap(\.mail)
    let counts = [
      ("posts", plan.tasks.count), ("rows", plan.count), ("learners", names.count), ("blocked", plan.blockedCount),
      ("left_out", plan.leftOut.count), ("undone", plan.undone.count), ("beyond_limit", plan.beyondLimit),
      ("partner_mails", mails.reduce(0) { $0 + $1.partners }), ("learner_mails_at_most", mails.count),
    ]
    var members: [String: JSONValue] = ["plan": "summary"]
    for (name, count) in counts { members[name] = .number(Double(count)) }
    return .object(members)
  }
}
