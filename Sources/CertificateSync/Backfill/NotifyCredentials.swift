import LearnerRecords
import OpenEdX

/// A plan as calls of the LMS's own command, for those who prefer their own hands.
///
/// The command walks certificates by learner, run and program, and calls the handlers that a save would have called: each
/// certificate is posted with its status of that moment, and its grade after it. It sends no available dates, and of the
/// programs of a learner it awards every one that is complete; revoking programs is never handed to it.
package struct NotifyCredentials {
  /// Command lines, safe to copy, and between them comments that begin with `#`.
  package private(set) var lines: [String] = []

  /// Finds the calls.
  ///
  /// - Throws: what the databases report.
  package init(_ plan: BackfillPlan, _ reader: RecordReader) throws {
    let rows = plan.items.filter { $0.repaired.contains { $0 != .dateDrift } }
    let planned = rows.compactMap { row in
      row.lmsUserID.map { NotifyCredentialsCalls.Certificate(user: $0, run: ExactText(row.courseRunKey)) }
    }
    let existing = try reader.certificates(ofUsers: Set(planned.map(\.user)))
    let found = NotifyCredentialsCalls(
      planned: planned,
      existing: existing.map { NotifyCredentialsCalls.Certificate(user: $0.user, run: ExactText($0.courseRun)) }
    )
    for call in found.calls {
      add(users: call.users, "--courses " + call.runs.sorted().map { ShellWord.quoted($0.text) }.joined(separator: " "))
    }
    if !planned.isEmpty {
      let others = found.others == 0 ? "nothing else" : "\(PlanText.count(found.others, "certificate")) beside"
      lines.append("# These send \(PlanText.count(planned.count, "planned row")) again, and \(others).")
    }
    addPrograms(plan)
    let dates = Set(plan.items.filter { $0.repaired.contains(.dateDrift) }.map { ExactText($0.courseRunKey) }).count
    if dates > 0 { lines.append("# Not sent: \(PlanText.count(dates, "certificate available date")).") }
  }

  private mutating func addPrograms(_ plan: BackfillPlan) {
    let awards = Dictionary(grouping: plan.programItems.filter { $0.finding == .programAwardLost }, by: \.program)
    for (program, rows) in awards.sorted(by: { $0.key < $1.key }) {
      add(users: Set(rows.compactMap(\.lmsUserID)), "--program_uuids \(program.dashed) --notify_programs")
    }
    if !awards.isEmpty {
      lines.append(
        "# These send the learners' certificates in the programs again, and award every program they completed."
      )
    }
    let revoked = plan.programItems.count { $0.finding == .programAwardStale }
    if revoked > 0 { lines.append("# Not sent: \(PlanText.count(revoked, "revocation")) of programs.") }
  }

  /// How many learners a call names at most: a command line has its bounds.
  private static let users = 2000

  private mutating func add(users: Set<Int64>, _ filter: String) {
    let ids = users.sorted()
    for start in stride(from: 0, to: ids.count, by: Self.users) {
      let part = ids[start..<min(start + Self.users, ids.count)].map(String.init).joined(separator: " ")
      lines.append("./manage.py lms notify_credentials --user_ids \(part) \(filter)")
    }
  }
}
