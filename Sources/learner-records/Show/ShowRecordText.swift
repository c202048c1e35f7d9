import LearnerRecords
import OpenEdX

/// One program's record: the page's header and table, then both sides of each run.
struct ShowRecordText {
  let page: LearnerRecordPage
  let zone: DisplayZone

  var lines: [String] { header + table + rest + ["", "  LMS and Credentials, run by run"] + sides }

  private var header: [String] {
    let detail = page.detail
    var lines = ["\(detail.name) Record"]
    let place = [detail.platformName ?? "", detail.school].filter { !$0.isEmpty }.joined(separator: " | ")
    lines.append("  \(detail.typeName) Program Record\(place.isEmpty ? "" : ", \(place)")")
    let list = page.listWord.map { "the list says \($0)" } ?? "not on the list"
    lines.append("  \(page.headerWord); \(list)")
    if let reason = page.reasonUnlisted { lines.append("    Not on the list: \(reason)") }
    if let reason = page.reasonIncomplete { lines.append("    Not completed. \(reason)") }
    if page.failure == nil {
      lines.append(
        detail.lastUpdated.map { "  Last Updated \($0.apiText)" }
          ?? "  Last Updated today: the page's word when no grade was ever received"
      )
    }
    lines += page.notes.map { "    \($0)" }
    return lines
  }

  /// What the page has below and beside the table.
  private var rest: [String] {
    guard page.failure == nil else { return [] }
    var lines = page.detail.pathways.map { pathway in
      let type = pathway.type.isEmpty ? "" : " (\(pathway.type))"
      let sent = pathway.status.isEmpty ? "not sent" : pathway.status
      return "Pathway \(pathway.name)\(type): \(sent)\(pathway.isActive ? "" : ", without an address to send to")"
    }
    if let uuid = page.detail.sharedRecordUUID { lines.append("Shared link: \(page.sharedLink ?? uuid)") }
    let help = page.detail.recordsHelpURL
    if !help.isEmpty { lines.append("Questions about Learner Records? \(help)") }
    if page.site?.recordsEnabled == false {
      lines.append("Learner records are switched off for the site: sharing and sending a record answer 404.")
    }
    return lines.map { "  \($0)" }
  }

  /// What the learner sees where the service fails: the page's own message, and no row.
  private static let failedPage =
    "An error occurred attempting to retrieve your program records. Please try again later."

  private var table: [String] {
    guard page.failure == nil else { return ["", "  \(Self.failedPage)"] }
    guard !page.rows.isEmpty else { return ["", "  No results found"] }
    let titles = [
      "Course Name", "School", "Course ID", "Highest grade earned", "Letter Grade", "Verified Attempts",
      "Date Earned (UTC)", "Status", "Why",
    ]
    let rows = page.rows.map { row in
      [
        row.name, row.school, row.courseID, row.percent, row.letter, row.attempts, row.dateEarned?.dateText ?? "",
        row.status.rawValue, Self.truth(row),
      ]
    }
    return [""] + ShowTable.lines([titles] + rows.map { $0.map { zone.text($0) } }, indent: 2)
  }

  /// The true state that the page's words hide.
  private static func truth(_ row: LearnerRecordPage.Row) -> String {
    var words: [String] = []
    if row.isGradeMissing { words.append("grade missing, not 0%") }
    if row.awardedRuns.count > 1 { words.append("\(row.awardedRuns.count) awarded runs, the last is shown") }
    if row.status == .notEarned {
      for run in row.runs {
        let findings = run.assessment.findings
        if run.isUnshown { words.append("awarded in Credentials, but not where the page reads") }
        // What the page does not find was not lost.
        for finding in findings where finding != .awardLost || !findings.contains(.renamed) {
          if finding.kind != .blocker || Self.tellingBlockers.contains(finding) { words.append(word(finding, run)) }
        }
      }
    }
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: "; ")
  }

  /// Blockers that say by themselves why a row is not earned.
  private static let tellingBlockers: Set<Finding> = [.renamed, .runKeyDuplicate]

  private static func word(_ finding: Finding, _ run: RunRecord) -> String {
    guard finding == .hiddenUntilDate, let date = run.configuration?.availableDate else { return finding.summary }
    return "hidden until \(date.apiText)"
  }

  private var sides: [String] {
    let rows = page.rows.flatMap(\.runs).map { run in
      let findings = run.assessment.findings.map(\.rawValue).joined(separator: " ")
      return [run.courseRun, Self.lms(run), Self.credentials(run), findings]
    }
    return ShowTable.lines(
      [["Course run", "LMS", "Credentials", "Findings"]] + rows.map { $0.map { zone.text($0) } },
      indent: 2
    )
  }

  private static func lms(_ run: RunRecord) -> String {
    guard let certificate = run.lms else { return "no certificate" }
    let grade = certificate.grade.isEmpty ? "no grade" : "grade \(certificate.grade)"
    let date = certificate.dateOverride.map { ", dated \($0.dateText)" } ?? ""
    return "\(certificate.status.rawValue), \(certificate.mode.rawValue), \(grade)\(date)"
  }

  private static func credentials(_ run: RunRecord) -> String {
    guard let credential = run.credential else {
      return run.configuration == nil ? "no configuration" : "no credential"
    }
    var words = [credential.status, run.facts.hasVerifiedGrade ? "verified grade" : "grade missing"]
    if let date = credential.dateOverride { words.append("dated \(date.dateText)") }
    if let date = run.configuration?.availableDate, date > run.now { words.append("hidden until \(date.apiText)") }
    return words.joined(separator: ", ")
  }
}
