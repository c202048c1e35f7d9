import CertificateSync
import LearnerRecords
import Logging
import OpenEdX
import Terminal

/// All that is known of what the cursor is on, for the pane under a list and for a dialog.
package enum Detail: Sendable {
  /// A group of findings.
  case group(FindingGroup)
  /// A learner of a group.
  case learner(FindingLearner)
  /// A program.
  case program(ProgramSummary)
  /// A learner with their programs, this one first.
  case person(LearnerPrograms, at: ProgramUUID?)
  /// A course of a record, with all its runs; and what is said about the learner in the record's program.
  case course(CourseRow, ProgramRecord?)
  /// A task of the engine.
  case task(EngineTask)
  /// A line of the log.
  case log(RecentLog.Line)

  var title: String {
    switch self {
    case .group: "Finding"
    case .program: "Program"
    case .person: "Learner"
    case .learner, .course: "Why"
    case .task(let task): "Task \(task.id)"
    case .log: "Log line"
    }
  }

  /// The texts, of which each is wrapped by itself.
  ///
  /// - Parameters:
  ///   - place: what commands name.
  ///   - zone: the zone of the times in them.
  func paragraphs(at place: CommandPlace, in zone: DisplayZone) -> [Paragraph] {
    paragraphs(at: place).map { $0.isCommand ? $0 : $0.replacing(zone.text($0.text)) }
  }

  private func paragraphs(at place: CommandPlace) -> [Paragraph] {
    switch self {
    case .group(let group): FindingGroupText(group, at: place).paragraphs
    case .program(let program): ProgramText(program, at: place).paragraphs
    case .person(let person, let program): PersonText(person, in: program, at: place).paragraphs
    case .learner(let learner): Self.paragraphs(learner, at: place)
    case .course(let row, let program): Self.paragraphs(row, at: place) + Self.paragraphs(program, at: place)
    case .task(let task): task.paragraphs
    case .log(let line):
      [
        Paragraph("\(line.time.apiText)  \(line.level.rawValue)", Theme.quiet),
        Paragraph(line.message, line.level >= .error ? Theme.bad : .plain),
      ]
    }
  }

  /// The same as details of the row under the cursor.
  func onScreen(_ context: ScreenContext) -> ScreenDetails {
    let (place, zone) = (context.commandPlace, context.zone)
    return ScreenDetails(
      title: title,
      lines: { width in paragraphs(at: place, in: zone).flatMap { $0.lines(width: width) } },
      key: "i"
    )
  }

  /// The commands that are told, behind what is in their way.
  func repairCommands(at place: CommandPlace) -> RepairCommands {
    RepairCommands(
      remedies: firstSteps(at: place).compactMap(\.comment),
      commands: paragraphs(at: place).filter(\.isCommand).map(\.text)
    )
  }

  private func firstSteps(at place: CommandPlace) -> [NextStep] {
    switch self {
    case .group(let group): group.firstSteps(at: place)
    case .learner(let learner): learner.firstSteps(at: place)
    case .course(let row, let program):
      row.row.runs.flatMap { $0.firstSteps(at: place) } + (program?.firstSteps(at: place) ?? [])
    case .program, .person, .task, .log: []
    }
  }

  private static func paragraphs(_ row: CourseRow, at place: CommandPlace) -> [Paragraph] {
    guard !row.row.runs.isEmpty else {
      return [Paragraph("Neither an LMS certificate nor a credential for any run of this course.", Theme.quiet)]
    }
    return [Paragraph(row.row.name, Theme.heading)]
      + row.row.runs.flatMap { run in
        let head = Paragraph(run.courseRun, Theme.heading)
        let steps = paragraphs(run.nextSteps(at: place), at: place)
        return [head] + paragraphs(run.assessment.findings, evidence: run.evidence) + steps
      }
  }

  private static func paragraphs(_ program: ProgramRecord?, at place: CommandPlace) -> [Paragraph] {
    guard let program, !program.findings.isEmpty else { return [] }
    return [Paragraph("The program “\(program.title)”", Theme.heading)]
      + paragraphs(program.findings, evidence: program.evidence)
      + paragraphs(program.nextSteps(at: place), at: place)
  }

  private static func paragraphs(_ findings: [Finding], evidence: [String]) -> [Paragraph] {
    findings.map { finding in
      let mark = Theme.mark(finding.kind)
      return Paragraph("\(mark.mark) \(finding.rawValue): \(finding.summary).", mark.style, indent: 2)
    } + evidence.map { Paragraph($0, Theme.quiet, indent: 2) }
  }

  /// What to do. Of the ways to write a command the first is the one to copy.
  static func paragraphs(_ steps: [NextStep], at place: CommandPlace, indent: Int = 2) -> [Paragraph] {
    let told = steps.flatMap { step -> [Paragraph] in
      step.lines.enumerated().map { index, line in
        switch line.text {
        case step.text where index == 0: Paragraph("→ \(line.text)", indent: indent)
        case step.command: .command(line.text, indent: indent + 2)
        default: paragraph(line, indent: indent + 2)
        }
      }
    }
    return told + steps.refreshing(at: place).map { paragraph($0, indent: indent) }
  }

  private static func paragraph(_ line: NextStep.Line, indent: Int) -> Paragraph {
    Paragraph(line.text, line.isCommand ? Theme.key : .plain, indent: indent)
  }

  private static func paragraphs(_ learner: FindingLearner, at place: CommandPlace) -> [Paragraph] {
    var result = [Paragraph(learner.run?.courseRun ?? learner.programRecord?.title ?? "", Theme.heading)]
    let evidence = learner.run?.evidence ?? learner.programRecord?.evidence ?? []
    result += paragraphs(learner.findings, evidence: evidence)
    result += paragraphs(learner.nextSteps(at: place), at: place)
    if learner.program == nil {
      result.append(Paragraph("The run is in no program, so that no learner's record shows it.", Theme.quiet))
    }
    return result
  }
}

/// A text that is wrapped by itself.
struct Paragraph: Sendable, Hashable {
  let text: String
  let style: Style
  let indent: Int

  /// Whether it is a command line, to be copied.
  let isCommand: Bool

  init(_ text: String, _ style: Style = .plain, indent: Int = 0, isCommand: Bool = false) {
    self.text = text
    self.style = style
    self.indent = indent
    self.isCommand = isCommand
  }

  /// The same about another text.
  func replacing(_ text: String) -> Paragraph { Paragraph(text, style, indent: indent, isCommand: isCommand) }

  static func command(_ text: String, indent: Int) -> Paragraph {
    Paragraph(text, Theme.key, indent: indent, isCommand: true)
  }

  /// The lines in a width; what continues stands two columns further in.
  func lines(width: Int) -> [(text: String, style: Style)] {
    let lead = String(repeating: " ", count: min(indent, width / 4))
    // A line end in the text is one on the screen.
    return text.split(whereSeparator: \.isNewline).flatMap { line in
      WrappedText(String(line), width: width - lead.count, indent: 2).lines.map { (lead + $0, style) }
    }
  }
}

extension EngineTask {
  /// The task in whole: what, for whom, how often tried, and the last answer.
  var paragraphs: [Paragraph] {
    var lines = [
      Paragraph("\(task.request.kind.rawValue)", Theme.heading),
      Paragraph(task.request.key),
      Paragraph("\(state.text), \(when)", state.style),
      Paragraph(
        "enqueued \(task.created.apiText) by a \(task.origin == .live ? "certificate's save" : "backfill"), "
          + "started \(task.attempts) \(task.attempts == 1 ? "time" : "times")",
        Theme.quiet
      ),
    ]
    if task.state == .queued { lines.append(Paragraph("next try at \(task.notBefore.apiText)", Theme.quiet)) }
    if let id = task.processID { lines.append(Paragraph("with process \(id)", Theme.quiet)) }
    if let finished = task.finished { lines.append(Paragraph("given up at \(finished.apiText)", Theme.quiet)) }
    lines.append(Paragraph("Last answer", Theme.heading))
    lines.append(Paragraph(message, isDead ? Theme.bad : .plain, indent: 2))
    return lines
  }
}
