import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

@testable import Console

/// Somebody at the screen: presses keys, gets answers, looks at the grid.
struct Operator {
  private(set) var model: Model
  /// What the model has asked for, in words, since they were taken last.
  private(set) var asked: [String] = []

  init(columns: Int = 80, rows: Int = 24, readOnly: Bool = false, preferences: Preferences = Preferences()) {
    model = Model(
      size: Size(columns: columns, rows: rows),
      heading: Example.heading(readOnly: readOnly),
      preferences: preferences
    )
  }

  /// Somebody who has the programs before them.
  static func atPrograms(
    columns: Int = 80,
    rows: Int = 24,
    readOnly: Bool = false,
    preferences: Preferences = Preferences()
  ) -> Operator {
    var someone = Operator(columns: columns, rows: rows, readOnly: readOnly, preferences: preferences)
    someone.tell(.programs(Example.programs))
    someone.forget()
    if !readOnly { someone.tell(.engine(EngineSnapshot(queue: QueueStatus()))) }
    return someone
  }

  /// Somebody who has opened Paid Courses.
  static func atLearners(
    _ learners: [LearnerRow] = Example.learners,
    columns: Int = 80,
    rows: Int = 24,
    readOnly: Bool = false,
    preferences: Preferences = Preferences()
  ) -> Operator {
    var someone = atPrograms(columns: columns, rows: rows, readOnly: readOnly, preferences: preferences)
    someone.press(.enter)
    someone.tell(.learners(program: Example.paidCourses, learners))
    someone.forget()
    return someone
  }

  /// Somebody who has opened the record of the reported learner.
  static func atRecord(
    _ page: LearnerRecordPage = Example.page(),
    columns: Int = 80,
    rows: Int = 24,
    readOnly: Bool = false,
    preferences: Preferences = Preferences()
  ) -> Operator {
    let learners = [Example.learner(page.person.username, page.person.fullName, earned: 1, drift: 3)]
    var someone = atLearners(
      learners,
      columns: columns,
      rows: rows,
      readOnly: readOnly,
      preferences: preferences
    )
    someone.press(.enter)
    someone.tell(.record(program: Example.paidCourses, page))
    someone.forget()
    return someone
  }

  /// Sees the sample for the first time.
  mutating func welcome() { model.welcome() }

  mutating func press(_ keys: Key...) {
    for key in keys { tell(.key(key)) }
  }

  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func tell(_ event: ConsoleEvent) {
    asked += model.handle(event).map(Self.words)
  }

  mutating func forget() { asked = [] }

  /// What was asked for, without what was stopped so that it could run.
  var askedToDo: [String] { asked.filter { !$0.hasPrefix("stop ") } }

  var grid: Grid { RootView(model: model).grid }
  var lines: [String] { grid.lines }
  var screen: String { lines.joined(separator: "\n") }

  /// The text of the row that is drawn reversed under the list's titles: the cursor.
  var cursorLine: String? {
    let grid = grid
    return (3..<grid.size.rows).first { grid[0, $0]?.style.reverse == true }.map { grid.lines[$0] }
  }

  static func words(_ effect: Effect) -> String {
    switch effect {
    case .loadPrograms: "programs"
    case .countPrograms: "counts"
    case .recountPrograms: "counts anew"
    case .loadLearners(let program): "learners of \(program.hex.suffix(1))"
    case .loadRecord(let username, let program): "record of \(username) in \(program.hex.suffix(1))"
    case .plan(let scope, let include):
      (["plan for \(words(scope))"] + Finding.allCases.filter(include.contains).map(\.rawValue)).joined(
        separator: " + "
      )
    case .enqueue(let plan): "enqueue \(plan.items.count)"
    case .session(.quit): "quit"
    case .session(.redraw): "redraw"
    case .session(.theme(let theme)): "theme \(theme.rawValue)"
    case .session(.copy(let copied)): "copy \(copied.text)"
    case .session(.stop(let read)): "stop \(words(read))"
    case .keep(let copied): "keep \(copied.text)"
    case .write(let draft): "write \(draft.name) to \(draft.path)\(draft.replaces ? ", replacing" : "")"
    case .reloadLearners(let program): "learners of \(program.hex.suffix(1)) again"
    case .reloadSome(let program, let names): "\(names.count) learners of \(program.hex.suffix(1))"
    case .search(let text): "search \(text)"
    case .loadPerson(let username): "programs of \(username)"
    case .describe(let username): "all of \(username)"
    case .countFindings: "count findings"
    case .recountFindings: "count findings anew"
    case .stopCounting: "stop counting"
    case .loadGroup(let id, let limit): "\(limit) learners of \(id.finding.rawValue)"
    case .pauseQueue(let reason): "pause: \(reason)"
    case .resumeQueue: "resume"
    case .retryDead(let ids): "retry \(ids.map { $0.map(String.init).joined(separator: " ") } ?? "all")"
    case .changeLMS(let words): "lms \(words.joined(separator: " "))"
    case .replayRace: "race"
    case .read(let read): read.screen.word
    }
  }

  private static func words(_ scope: BackfillScope) -> String {
    switch scope {
    case .programs(let programs): "programs \(digits(programs))"
    case .learners(let names, let programs):
      names.joined(separator: " ") + (programs.isEmpty ? "" : " in \(digits(programs))")
    case .groups(let ids): ids.map(\.finding.rawValue).joined(separator: " ")
    case .groupLearners(let id, let names): "\(names.joined(separator: " ")) with \(id.finding.rawValue)"
    case .runs(let username, let keys, _): "\(username) \(keys.joined(separator: " "))"
    }
  }

  private static func words(_ read: Effect.Read) -> String {
    switch read {
    case .programs: "programs"
    case .counts: "counts"
    case .learners(let program): "learners of \(program.hex.suffix(1))"
    case .record(let username, _): "record of \(username)"
    case .someLearners(let program): "some of \(program.hex.suffix(1))"
    case .people: "search"
    case .person(let username): "programs of \(username)"
    case .description: "description"
    case .plan: "plan"
    case .findings: "counting"
    case .race: "the race"
    case .ofScreen(let screen): screen.word
    case .group(let id): "learners of \(id.finding.rawValue)"
    }
  }

  private static func digits(_ programs: [ProgramUUID]) -> String {
    programs.map { $0.hex.suffix(1) }.joined(separator: " ")
  }
}
