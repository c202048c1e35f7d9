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
  /// - Parameter place: what commands name.
  func paragraphs(at place: CommandPlace) -> [Paragraph] {
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
    let place = context.commandPlace
    return ScreenDetails(
      title: title,
      lines: { width in paragraphs(at: place).flatMap { $0.lines(width: width) } },
      key: "i"
    )
  }

  /// The commands that are told, each once; nil for none.
  func commands(at place: CommandPlace) -> CopiedText? {
    var seen: Set<String> = []
    let commands = paragraphs(at: place).filter(\.isCommand).map(\.text).filter {
      seen.insert($0).inserted
    }
    guard let first = commands.first else { return nil }
    return CopiedText(
      text: commands.joined(separator: "\n"),
      name: commands.count == 1 ? first : "\(commands.count) commands"
    )
  }

  private static func paragraphs(_ row: CourseRow, at place: CommandPlace) -> [Paragraph] {
    guard !row.row.runs.isEmpty else {
      return [Paragraph("Neither an LMS certificate nor a credential for any run of this course.", Theme.quiet)]
    }
    return [Paragraph(row.row.name, Theme.heading)]
      + row.row.runs.flatMap { run in
        let head = Paragraph(run.courseRun, Theme.heading)
        let steps = paragraphs(run.nextSteps(at: place).map { ($0.text, $0.command) })
        return [head] + paragraphs(run.assessment.findings, evidence: run.evidence) + steps
      }
  }

  private static func paragraphs(_ program: ProgramRecord?, at place: CommandPlace) -> [Paragraph] {
    guard let program, !program.findings.isEmpty else { return [] }
    return [Paragraph("The program “\(program.title)”", Theme.heading)]
      + paragraphs(program.findings, evidence: program.evidence)
      + paragraphs(program.nextSteps(at: place).map { ($0.text, $0.command) })
  }

  private static func paragraphs(_ findings: [Finding], evidence: [String]) -> [Paragraph] {
    findings.map { finding in
      let mark = Theme.mark(finding.kind)
      return Paragraph("\(mark.mark) \(finding.rawValue): \(finding.summary).", mark.style, indent: 2)
    } + evidence.map { Paragraph($0, Theme.quiet, indent: 2) }
  }

  private static func paragraphs(_ steps: [(text: String, command: String?)]) -> [Paragraph] {
    steps.flatMap { step in
      [Paragraph("→ \(step.text)", indent: 2)] + (step.command.map { [.command($0, indent: 4)] } ?? [])
    }
  }

  private static func paragraphs(_ learner: FindingLearner, at place: CommandPlace) -> [Paragraph] {
    var result = [Paragraph(learner.run?.courseRun ?? learner.programRecord?.title ?? "", Theme.heading)]
    let evidence = learner.run?.evidence ?? learner.programRecord?.evidence ?? []
    result += paragraphs(learner.findings, evidence: evidence)
    let steps =
      learner.run?.nextSteps(at: place) ?? learner.programRecord?.nextSteps(at: place) ?? []
    result += paragraphs(steps.map { ($0.text, $0.command) })
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
