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
      fields: ["title": { $1.isIn($0.title) }, "list": { $1.isIn($0.listWord ?? "not in the list") }],
      columns: PersonView.columns
    )
  )
  var reading = ReadState.reading("reading")

  init(_ username: String) { self.username = username }

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
  }

  func headRows(width: Int, _ context: ScreenContext) -> Int { person == nil ? 0 : PersonView.headRows }

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
      return .nothing
    case .described(let description): return .show(.detail(.person(description, at: rows.current?.program)))
    default: return nil
    }
  }
}
