import OpenEdX

extension RunRecord {
  /// The rows, values and dates on which the findings rest, a line each; times are UTC.
  package var evidence: [String] {
    [lmsLine] + dutyLines + [credentialLine, configurationLine] + availableDateLine + overrideLine + gradeLine
      + switchLines + notes
  }

  private var lmsLine: String {
    guard let lms else {
      return lmsUserID == nil
        ? "LMS: no user “\(username)”, so no certificate."
        : "LMS: no certificate of \(username) (user \(lmsUserID ?? 0)) for \(courseRun)."
    }
    let grade = lms.grade.isEmpty ? "no grade" : "grade \(lms.grade)"
    return "LMS: certificate \(lms.id) is \(lms.status.rawValue), mode \(lms.mode.rawValue), \(grade), "
      + "modified \(Self.shown(lms.modifiedText))."
  }

  private var credentialLine: String {
    guard let credential else { return "Credentials: no credential of \(username) for the run." }
    return "Credentials: credential \(credential.id) (\(credential.uuid)) is \(credential.status), "
      + "created \(Self.shown(credential.createdText)), modified \(Self.shown(credential.modifiedText))."
  }

  private var configurationLine: String {
    guard let configuration else {
      return "Credentials: the run has no certificate configuration; the first award makes one."
    }
    var line = "Credentials: configuration \(configuration.id) (\(configuration.certificateType)) is "
    line += configuration.isActive ? "active" : "inactive"
    line += configuration.isLinked ? " and linked to the catalog" : " and not linked to the catalog"
    guard let date = configuration.availableDate else { return line + ", without an available date." }
    let visible = date <= now ? "visible" : "hidden"
    return line + "; available from \(date.apiText), now is \(now.apiText): \(visible)."
  }

  /// Told where one of the two sides has a date, or where none can be computed and Credentials has one.
  private var availableDateLine: [String] {
    guard let configuration else { return [] }
    let pacing = certificateSettings.map { " (\($0.pacingText))" } ?? ""
    switch facts.lmsAvailableDate {
    case .date(let date?): return ["LMS: the certificate available date is \(date.apiText)\(pacing)."]
    case .date(nil):
      return configuration.availableDate == nil ? [] : ["LMS: no certificate available date\(pacing)."]
    case .unknown(let gap):
      guard configuration.availableDate != nil else { return [] }
      return ["LMS: the certificate available date cannot be computed: \(gap.text)."]
    }
  }

  private var overrideLine: [String] {
    let left = lms?.dateOverride
    let right = credential?.dateOverride
    guard left != nil || right != nil else { return [] }
    return ["Date override: LMS \(left?.apiText ?? "none"), Credentials \(right?.apiText ?? "none")."]
  }

  private var gradeLine: [String] {
    guard credential != nil || staleGrade != nil else { return [] }
    return [
      facts.hasVerifiedGrade
        ? "Credentials: there is a verified grade for the run."
        : "Credentials: no verified grade for the run."
    ] + staleGradeLine + (gradeSource.map(gradeSourceLines) ?? [])
  }

  private var staleGradeLine: [String] {
    guard let staleGrade else { return [] }
    let time = staleGrade.lmsLastUpdated.map { "as the LMS had it at \($0.apiText)" } ?? "of an unknown time"
    return ["Credentials: the grade is \(staleGrade.percent), \(Self.letterText(staleGrade.letter)), \(time)."]
  }

  private static func letterText(_ letter: String) -> String {
    letter.isEmpty ? "without a letter" : "letter “\(letter)”"
  }

  private func gradeSourceLines(_ source: GradeSource) -> [String] {
    var lines: [String] = []
    switch source.courseGrade {
    case .saved(let grade):
      let letter = Self.letterText(grade.letter)
      let saved = grade.modified.map { "saved \($0.apiText)" } ?? "saved at an unknown time"
      lines.append("LMS: the course grade is \(grade.percent), \(letter), \(saved); this is what a backfill sends.")
    case .none:
      let own = lms?.grade ?? ""
      lines.append(
        own.isEmpty
          ? "LMS: no course grade for the run, and none on the certificate: there is nothing to send."
          : "LMS: no course grade for the run; the certificate says \(own), but only a course grade is sent."
      )
    case .unknown: lines.append("LMS: its table of course grades is not in this copy.")
    }
    if !source.isInProgram {
      lines.append("Credentials: no active or retired program has the run; grades of other runs are not sent.")
    }
    return lines
  }

  private var switchLines: [String] {
    var lines: [String] = []
    if !facts.issuanceEnabled {
      lines.append("LMS: CredentialsApiConfig is not enabled, or without learner issuance.")
    }
    if !facts.recordsEnabled { lines.append("LMS: ENABLE_LEARNER_RECORDS is off for the run's organization.") }
    if !facts.hasOverview { lines.append("LMS: no course overview of \(courseRun).") }
    if !facts.isInCatalog { lines.append("Credentials: the catalog has no run \(courseRun).") }
    return lines
  }

  static func shown(_ text: String) -> String { UTCTime(text)?.apiText ?? "“\(text)”" }
}
