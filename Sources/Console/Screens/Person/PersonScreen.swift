import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static func person(_ username: String) -> ScreenID { ScreenID(PersonScreen.kind, username) }
}

/// The programs of a learner.
struct PersonScreen: ListScreen {
  static let kind = "person"

  let username: String
  private(set) var person: LearnerPerson?
  var rows = ListState(
    ListTraits<LearnerPrograms.Entry>(
      contains: { $1.isIn($0.title) },
      findings: { FindingSet($0.summary.findings) },
      fields: [
        "title": { $1.isIn($0.title) },
        "list": { $1.isIn($0.listWord ?? "not in the list") },
        "org": { $0.summary.organizations.contains(where: $1.isIn) },
      ],
      columns: PersonView.columns
    )
  )
  var reading = ReadState.reading("reading")
  /// What is opened once the programs are known; who comes back wants to see the list.
  private var opening = Opening.nothing

  /// What is opened without being asked for again.
  enum Opening: Sendable, Hashable {
    case nothing
    /// A learner's only program, or else the only one with drift.
    case onlyProgram
    /// The record with this run.
    case run(String)
  }

  init(_ username: String, opening: Opening = .nothing) {
    self.username = username
    self.opening = opening
  }

  init?(remembered subject: String) {
    guard !subject.isEmpty else { return nil }
    username = subject
  }

  var subject: String { username }
  var learnerUnderCursor: (username: String, courseRun: String?)? { (username, nil) }
  var columns: [TableColumn<LearnerPrograms.Entry>] { PersonView.columns }

  func crumb(_ context: ScreenContext) -> Crumb {
    Crumb(text: TextWidth.clipped(username, to: 30, cut: .middle), isSubject: true)
  }

  private var view: PersonView { PersonView(list: rows, person: person, unread: reading.inPlaceOfRows) }

  func table(width: Int, _ context: ScreenContext) -> TableView<LearnerPrograms.Entry> { view.table }

  func drawHead(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) {
    view.drawHead(on: &grid, in: area)
    drawSummary(on: &grid, in: area.dropping(rows: PersonView.headRows))
  }

  func headRows(in size: Size, _ context: ScreenContext) -> Int {
    guard person != nil else { return 0 }
    let rest = Size(columns: size.columns, rows: size.rows - PersonView.headRows)
    return PersonView.headRows + (summaryText(in: rest) == nil ? 0 : 1)
  }

  var summary: ListSummary? { ListSummary(rows.visible) }

  func exportName(_ context: ScreenContext) -> String { "programs \(username)" }
  var identities: [String] { rows.chosen.map(\.id.hex) }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    RepairCommands(
      commands: rows.chosen.filter { $0.summary.backfillableRows > 0 }.map {
        BackfillCommandText.command(at: context.commandPlace, user: username, program: $0.program)
      }
    )
  }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    let chosen = rows.chosen.map(\.program)
    return chosen.isEmpty ? .nothingChosen : .plan(.learners([username], programs: chosen))
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    rows.current.map { .enter(RecordScreen(username: username, program: $0.program)) } ?? .nothing
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .describe(username) }

  var reload: Effect? { .loadPerson(username) }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    switch event {
    case .person(let programs) where programs.person.username == username:
      person = programs.person
      rows.replace(programs.entries)
      reading = .complete
      return openWanted(context)
    case .described(let description): return .show(.detail(.person(description, at: rows.current?.program)))
    default: return nil
    }
  }
}

extension PersonScreen {
  /// Opens what was asked for, once. In several programs the first with the run is taken; Esc leads to the others.
  private mutating func openWanted(_ context: ScreenContext) -> ScreenAnswer {
    defer { opening = .nothing }
    switch opening {
    case .nothing: return .nothing
    case .onlyProgram:
      let drifting = rows.visible.indices.filter { rows.visible[$0].summary.driftRows > 0 }
      guard let only = rows.visible.count == 1 ? 0 : drifting.count == 1 ? drifting[0] : nil else { return .nothing }
      rows.move(to: only)
      return open(context)
    case .run(let run):
      let entry = rows.visible.firstIndex { $0.courseRuns.contains { CodePoints.equal($0, run) } }
      guard let entry else { return .nothing }
      rows.move(to: entry)
      return .enter(RecordScreen(username: username, program: rows.visible[entry].program, wantedRun: run))
    }
  }
}
