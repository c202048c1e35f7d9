import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static let people = ScreenID(PeopleScreen.kind)
}

/// The search over all learners.
struct PeopleScreen: ListScreen {
  static let kind = "people"

  /// What is typed.
  private(set) var text: String
  /// The text whose answer is shown; nil before the first.
  private var answered: String?
  /// Whether the learner is opened if the text fits only one.
  private var opensTheOnly = false
  /// How many learners fit that text.
  private(set) var total = 0
  var rows = ListState(
    // The index has looked for the text, also in names that are not shown.
    ListTraits<LearnerPerson>(
      contains: { _, _ in true },
      findings: { _ in [] },
      fields: [:],
      columns: PeopleView.columns
    )
  )
  var reading = ReadState.reading("reading the names of all learners")

  init(text: String = "") { self.text = text }

  /// Looks for what was pasted into another list, such as an address out of a ticket, and opens the learner if only one fits.
  init(pasted text: String) {
    self.text = text
    opensTheOnly = true
  }

  init?(remembered subject: String) {
    guard subject.isEmpty else { return nil }
    text = ""
  }

  static let bindings = [
    KeyBinding(
      keys: [.character("p")],
      name: "p",
      label: "people",
      description: "Find a learner among all: type a part of a name, a username, an address or an id",
      action: .people,
      areas: [.records]
    )
  ]

  static func opened(from screen: any Screen, _ context: ScreenContext) -> ScreenAnswer {
    ScreenAnswer(move: screen is PeopleScreen ? nil : .enter(PeopleScreen()), searches: true)
  }

  var columns: [TableColumn<LearnerPerson>] { PeopleView.columns }
  var learnerUnderCursor: (username: String, courseRun: String?)? { rows.current.map { ($0.username, nil) } }
  func crumb(_ context: ScreenContext) -> Crumb { Crumb(text: "All learners", begins: true) }

  func table(width: Int, _ context: ScreenContext) -> TableView<LearnerPerson> {
    PeopleView(list: rows, text: text, unread: reading.inPlaceOfRows).table
  }

  func exportName(_ context: ScreenContext) -> String { "learners found" }
  var identities: [String] { rows.chosen.map(\.id) }
  var countText: String { "\(max(rows.count, total))" }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    let chosen = rows.chosen.map(\.username)
    return chosen.isEmpty ? .nothingChosen : .plan(.learners(chosen, programs: []))
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    rows.current.map { .enter(PersonScreen($0.username, opening: .onlyProgram)) } ?? .nothing
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .describe(rows.current?.username) }
}

extension PeopleScreen {
  var reload: Effect? { .search(text) }

  mutating func arrive(_ context: ScreenContext) -> [Effect] {
    reading = .reading(answered == nil ? "reading the names of all learners" : "reading")
    return [.search(text)]
  }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    switch event {
    // An answer to a text that was typed before is of no use any more.
    case .found(let found, let total, text):
      // Other words, other rows: the best one is under the cursor. The same words again keep it where it is.
      let isNew = text != answered
      answered = text
      self.total = total
      rows.replace(found)
      if isNew { rows.move(by: .min) }
      reading = .complete
      defer { opensTheOnly = false }
      return opensTheOnly && total == 1 ? open(context) : .nothing
    case .described(let description): return .show(.detail(.person(description, at: nil)))
    default: return nil
    }
  }

  var searchText: String? { text }

  /// The answer of before stands until the new one comes.
  mutating func search(_ text: String) -> [Effect] {
    self.text = text
    opensTheOnly = false
    return [.search(text)]
  }

  var searchCount: String? {
    guard answered != nil else { return nil }
    let all = "\(total) \(total == 1 ? "learner" : "learners")"
    return rows.count < total ? "the first \(rows.count) of \(all)" : all
  }

  var quietStatus: String? { searchCount }
}
