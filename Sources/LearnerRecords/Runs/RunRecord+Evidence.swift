import OpenEdX

extension RunRecord {
  /// The rows, values and dates on which the findings rest, a line each; times are UTC.
  package var evidence: [String] {
    [lmsLine] + dutyLines + [credentialLine, configurationLine] + overrideLine + gradeLine + switchLines + notes
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

  private var overrideLine: [String] {
    let left = lms?.dateOverride
    let right = credential?.dateOverride
    guard left != nil || right != nil else { return [] }
    return ["Date override: LMS \(left?.apiText ?? "none"), Credentials \(right?.apiText ?? "none")."]
  }

  private var gradeLine: [String] {
    guard credential != nil else { return [] }
    return [
      facts.hasVerifiedGrade
        ? "Credentials: there is a verified grade for the run."
        : "Credentials: no verified grade for the run."
    ] + (gradeSource.map(gradeSourceLines) ?? [])
  }

  private func gradeSourceLines(_ source: GradeSource) -> [String] {
    var lines: [String] = []
    switch source.courseGrade {
    case .saved(let grade):
      let letter = grade.letter.isEmpty ? "without a letter" : "letter “\(grade.letter)”"
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
