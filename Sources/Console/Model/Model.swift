import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// The whole state of the screens. Events change it by ``handle(_:)``, which says what else is to be done; a view draws
/// it. Neither does any I/O.
package struct Model: Sendable {
  /// The screen's size.
  package internal(set) var size: Size
  /// What the header says.
  package let heading: Heading
  /// Which of the areas the operator is in.
  package internal(set) var area = Area.records
  /// How the operator came where they are, in each area that was visited.
  var trails: [Area: [Place]] = [:]
  /// The programs.
  package internal(set) var programs = Self.emptyPrograms
  /// The learners of the program at hand.
  package internal(set) var learners = Self.emptyLearners
  /// The rows of the record at hand.
  package internal(set) var rows = Self.emptyRows
  /// The record at hand.
  package internal(set) var record: LearnerRecordPage?
  /// The learners that the search over all has found.
  package internal(set) var people = Self.emptyPeople
  /// What is looked for among all learners, and how many there are.
  package internal(set) var peopleSearch = PeopleSearch()
  /// The learner at hand, of whom all programs are shown.
  package internal(set) var person: LearnerPerson?
  /// Their programs.
  package internal(set) var personPrograms = Self.emptyPersonPrograms
  /// What the place Findings holds.
  var findings = FindingsState()
  /// What the place Engine holds.
  var engineRoom = EngineState()
  /// What the areas that are not open put away.
  var shelves: [Area: AreaShelf] = [:]
  /// What was on the screen before a record was asked for by name, until it comes.
  var visitOrigin: VisitOrigin?
  /// Areas that were not open when the databases changed.
  var staleAreas: Set<Area> = []
  /// What the engine pane shows.
  package internal(set) var engine = EngineSnapshot()
  /// What lies over the screen.
  package internal(set) var dialog: Dialog? { didSet { dialogOffset = 0 } }
  /// How far it is scrolled.
  package internal(set) var dialogOffset = 0
  /// Whether keys go to the search line.
  package internal(set) var isSearching = false
  /// What was asked for and has not come yet.
  package internal(set) var pending: String?
  /// A long read that shows how far it has come, and that Esc stops.
  var longRead: Effect.Read?
  /// Why the place at hand does not show all; nil when it does, or is still being read.
  var unread: Unread?
  /// The place for which a plan is being made.
  var planPlace: Place?
  /// What that plan is about.
  var planScope: BackfillScope?
  /// How many rows are being enqueued.
  var enqueuing = 0
  /// The end of a backfill, as it was told last: it stays until a key is pressed.
  var toldEnd: String?
  /// A line about what was just done.
  package internal(set) var notice: String?

  /// The line in which a command is typed; nil while none is.
  package internal(set) var palette: Palette?
  /// The commands that were run, the newest last.
  var history: [String] = []
  /// What the operator has chosen for all sessions.
  package let preferences: Preferences

  /// Begins at the programs, with nothing read yet.
  package init(size: Size, heading: Heading, preferences: Preferences = Preferences()) {
    self.size = size
    self.heading = heading
    self.preferences = preferences
    if case .area(let area) = preferences.start { self.area = area }
    beginReading()
  }

  /// Says that the place to begin at is being read; the engine and the causes say by themselves how they stand.
  mutating func beginReading() {
    switch place {
    case .groups, .queue, .race: pending = nil
    case .programs, .learners, .record, .people, .person, .group: pending = "reading"
    }
  }

  /// What is to be done first.
  package var start: [Effect] {
    switch place {
    // The first look at the engine asks for findings.
    case .programs, .groups, .group, .queue, .race: [.loadPrograms, .countPrograms]
    case .learners, .record, .people, .person: [.loadPrograms, .countPrograms] + [reload].compactMap { $0 }
    }
  }

  /// Where the operator is.
  package var place: Place { trails[area]?.last ?? area.start }

  /// The group of findings at hand, also under a record that was opened from it.
  var groupAtHand: FindingGroup.ID? {
    for place in trails[.findings] ?? [] { if case .group(let id) = place { return id } }
    return nil
  }

  /// The program at hand.
  var program: ProgramSummary? {
    switch place {
    case .programs, .people, .person, .groups, .group, .queue, .race: nil
    case .learners(let uuid), .record(_, let uuid): programs.rows.first { $0.program == uuid }
    }
  }

  /// What reads the place at hand again; nil where every look at the engine does.
  var reload: Effect? {
    switch place {
    case .programs: .countPrograms
    case .learners(let program): learners.rows.isEmpty ? .loadLearners(program) : .reloadLearners(program)
    case .record(let username, let program): .loadRecord(username: username, program: program)
    case .people: .search(peopleSearch.text)
    case .person(let username): .loadPerson(username)
    case .groups: .countFindings
    case .group(let id): .loadGroup(id, limit: findings.limit)
    case .queue: nil
    case .race: .replayRace
    }
  }

  /// Where things are on the screen.
  var layout: Layout {
    let plain = Layout(size: size, isWhole: area == .engine)
    switch place {
    case .record: return Layout(size: size, listRows: headRows(in: plain) + 1 + list.visibleCount)
    case .groups, .group: return Layout(size: size, listRows: 1 + max(1, list.visibleCount))
    case .programs, .learners, .people, .person, .queue, .race: return plain
    }
  }

  /// Rows of a list that fit on the screen, for paging.
  var pageHeight: Int {
    if place == .queue { return engineLayout.pageHeight(engineRoom.section) }
    return max(1, layout.list.size.rows - 1 - headRows(in: layout))
  }

  /// Where things are in the place Engine.
  var engineLayout: EngineRoomLayout {
    EngineRoomLayout(
      layout.list,
      kinds: QueueTableView(depths: engine.queue?.depths ?? []).kinds.count,
      taskRows: engineRoom.tasks.visible.count,
      section: engineRoom.section
    )
  }

  /// Rows of the screen that a place's own heading takes, above its list.
  private func headRows(in layout: Layout) -> Int {
    switch place {
    case .record: record.map { RecordView.header($0, width: layout.list.size.columns - 4).count } ?? 0
    case .person: person == nil ? 0 : PersonView.headRows
    case .programs, .learners, .people, .groups, .group, .queue, .race: 0
    }
  }

  /// Where the list at hand is drawn, under its place's heading.
  var listArea: Rectangle {
    let layout = layout
    let head = headRows(in: layout)
    let area = layout.list
    return Rectangle(
      column: area.column,
      row: area.row + head,
      columns: area.size.columns,
      rows: max(0, area.size.rows - head)
    )
  }
}
