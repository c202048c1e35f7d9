import LearnerRecords
import OpenEdX
import Terminal

/// All that is known of a learner beside single courses: who it is, and the programs with their words and counts.
struct PersonText {
  let paragraphs: [Paragraph]

  /// - Parameter program: the program that comes first; nil for none.
  init(_ learner: LearnerPrograms, in program: ProgramUUID?, at place: CommandPlace) {
    let person = learner.person
    let who = [
      Paragraph(person.username, Theme.heading),
      Paragraph(person.fullName.isEmpty ? "no full name" : person.fullName),
      Paragraph(person.email.isEmpty ? "no e-mail address" : person.email),
      Paragraph(person.lmsUserID.map { "LMS user \($0)" } ?? "not in the LMS"),
    ]
    let notes = person.notes.map { Paragraph($0, Theme.quiet) }
    let entries = learner.entries.filter { $0.program == program } + learner.entries.filter { $0.program != program }
    guard !entries.isEmpty else {
      paragraphs = who + notes + [Paragraph("No certificate and no credential in any program.", Theme.quiet)]
      return
    }
    paragraphs =
      who + notes + entries.flatMap { Self.paragraphs($0, username: person.username, at: place) }
  }

  private static func paragraphs(
    _ entry: LearnerPrograms.Entry,
    username: String,
    at place: CommandPlace
  ) -> [Paragraph] {
    let summary = entry.summary
    let badge = PersonView.badge(entry.listWord)
    var lines = [
      Paragraph(entry.title, Theme.heading),
      Paragraph("In the learner's list: \(badge.text)", badge.style, indent: 2),
      Paragraph(
        "\(summary.earnedCourses) of \(summary.courses) courses earned; \(summary.driftRows) rows with drift, "
          + "\(summary.backfillableRows) that a backfill repairs by default",
        indent: 2
      ),
    ]
    for finding in Finding.allCases where summary.findings.contains(finding) {
      let mark = Theme.mark(finding.kind)
      lines.append(Paragraph("\(mark.mark) \(finding.rawValue): \(finding.summary)", mark.style, indent: 2))
    }
    if summary.backfillableRows > 0 {
      let command = BackfillCommandText.command(at: place, user: username, program: entry.program)
      lines.append(.command(command, indent: 4))
    }
    return lines
  }
}
