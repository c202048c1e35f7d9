import LearnerRecords
import OpenEdX

/// `show` for people: the pages' words first, the true state beside them, then the findings.
struct ShowText {
  let reader: RecordReader
  let match: LearnerMatch
  /// What commands name; nothing for the sample.
  let place: CommandPlace
  /// The zone of the times.
  let zone: DisplayZone
  let now: UTCTime

  func lines(program: ProgramUUID?) throws -> [String] {
    var lines = heading + [reader.siteLine].compactMap { $0 }
    if program == nil { lines += try list() }
    let wanted = try program.map { [$0] } ?? reader.programs(withRunsOf: match.person.username)
    let pages = try wanted.compactMap { uuid in
      try reader.learnerRecord(
        username: match.person.username,
        account: match.credentialsUsername,
        program: uuid,
        now: now
      )
    }
    for page in pages { lines += [""] + ShowRecordText(page: page, zone: zone).lines }
    lines += [""] + (try findings(program, pages))
    if let origin = try reader.origin() { lines += ["", OriginText(origin).line(now: now)] }
    return lines.map { zone.text($0) }
  }

  private var heading: [String] {
    let person = match.person
    let name = person.fullName.isEmpty ? person.username : "\(person.fullName) (\(person.username))"
    let id = person.lmsUserID.map { "LMS user \($0)" } ?? "no user in the LMS"
    let service = match.credentialsUsername.map { "Credentials user “\($0)”" } ?? "no user in Credentials"
    var lines = ["\(name), \(person.email.isEmpty ? "no address" : person.email), \(id), \(service)"]
    lines += person.notes.map { "  \($0)" }
    return lines
  }

  private func list() throws -> [String] {
    guard let username = match.credentialsUsername,
      let list = try reader.programRecordList(username: username, now: now)
    else { return ["", "My Learner Records: none, Credentials has no such user."] }
    if let failure = list.failure { return ["", "My Learner Records: \(failure.text)", "  Next: \(failure.remedy)"] }
    let others = try reader.listsOfOtherSites(username: username, now: now).flatMap { site, list in
      ["", "My Learner Records on \(site.text), which --site \(site.id) shows"] + rows(list)
    }
    guard !list.entries.isEmpty else {
      return ["", "My Learner Records: No records yet\(others.isEmpty ? "" : " on this site")."] + others
    }
    return ["", "My Learner Records"] + rows(list) + others
  }

  private func rows(_ list: ProgramRecordList) -> [String] {
    let rows = list.entries.map { [$0.name, $0.partner, $0.statusWord, $0.program.hex] }
    return ShowTable.lines(rows, indent: 2, hasTitles: false)
  }

  private func findings(_ program: ProgramUUID?, _ pages: [LearnerRecordPage]) throws -> [String] {
    var filter = RunFilter(users: [match.person.username])
    if let program { filter.programs = [program] }
    var lines = ["Findings"]
    var told: Set<ExactText> = []
    var steps: [NextStep] = []
    try reader.learnerFindings(filter, now: now) { learner in
      for row in try learner.runs() {
        lines += run(row)
        steps += row.nextSteps(at: place)
        told.insert(ExactText(row.courseRun))
      }
      for row in learner.programs {
        lines += programLines(row)
        steps += row.nextSteps(at: place)
      }
    }
    for row in pages.otherRuns(than: told) {
      lines += run(row)
      steps += row.nextSteps(at: place)
    }
    guard lines.count == 1 else { return lines + steps.refreshing(at: place).map { "  \($0.text)" } }
    let fails = pages.contains { $0.failure != nil }
    return lines + [
      fails ? "  None in the rows; the service fails on the page." : "  None: the LMS and Credentials agree."
    ]
  }

  private func run(_ row: RunRecord) -> [String] {
    let title = row.courseTitle.map { " — \($0)" } ?? ""
    var lines = ["  \(row.courseRun)\(title)"]
    lines += row.assessment.findings.map { "    \($0.rawValue): \($0.summary)" }
    lines += row.evidence.map { "      \($0)" }
    lines += row.unchecked.map { "      Not checked: \($0)" }
    return lines + steps(row.nextSteps(at: place))
  }

  private func programLines(_ row: ProgramRecord) -> [String] {
    var lines = ["  Program \(row.program.hex) — \(row.title)"]
    lines += row.findings.map { "    \($0.rawValue): \($0.summary)" }
    lines += row.evidence.map { "      \($0)" }
    lines += row.unchecked.map { "      Not checked: \($0)" }
    return lines + steps(row.nextSteps(at: place))
  }

  private func steps(_ steps: [NextStep]) -> [String] {
    steps.flatMap { step in
      let lines = step.lines
      return ["      Next: \(lines[0].text)"] + lines.dropFirst().map { "        \($0.text)" }
    }
  }
}
