import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static let programs = ScreenID(ProgramsScreen.kind)
}

/// The programs of the catalog, with which Records begins.
struct ProgramsScreen: ListScreen {
  static let kind = "programs"
  static let chosenColumns: Preferences.List? = .programs

  var rows = ListState(
    ListTraits<ProgramSummary>(
      contains: { row, needle in needle.isIn(row.title) || row.isOf(needle) },
      findings: { FindingSet(($0.counts?.findings ?? [:]).keys) },
      fields: [
        "title": { $1.isIn($0.title) },
        "org": { $0.isOf($1) },
        "status": { $1.isIn($0.status) },
        "type": { $1.isIn($0.type) },
      ],
      columns: ProgramsView.columns
    )
  )
  var reading = ReadState.reading("reading")
  /// Whether the first list came, or could not be read; the counts are asked for behind it once.
  private var hasBegun = false
  /// Whether Findings stopped the count, and the counts are perhaps those of before.
  private var isHalted = false

  init() {}

  init?(remembered subject: String) {
    guard subject.isEmpty else { return nil }
  }

  var columns: [TableColumn<ProgramSummary>] { ProgramsView.columns }
  var programUnderCursor: ProgramUUID? { rows.current?.program }

  func crumb(_ context: ScreenContext) -> Crumb { Crumb(text: "Programs") }

  func table(width: Int, _ context: ScreenContext) -> TableView<ProgramSummary> {
    ProgramsView(list: rows, chosen: chosen(context.preferences), unread: reading.inPlaceOfRows).table
  }

  var summary: ListSummary? { ListSummary(rows.visible) }
  func exportName(_ context: ScreenContext) -> String { "programs" }

  var identities: [String] { rows.chosen.map(\.id.hex) }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    RepairCommands(
      commands: rows.chosen.filter { ($0.counts?.backfillableRows ?? 0) > 0 }.map {
        BackfillCommandText.command(at: context.commandPlace, program: $0.program)
      }
    )
  }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    let chosen = rows.chosen.map(\.program)
    return chosen.isEmpty ? .nothingChosen : .plan(.programs(chosen))
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    rows.current.map { .enter(LearnersScreen($0.program)) } ?? .nothing
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .show(rows.current.map { .detail(.program($0)) }) }

  /// A program by its whole title, or by its UUID; of several with one title the first.
  mutating func find(_ pasted: String) -> Bool {
    let named = { (row: ProgramSummary) in NamedProgram.isWhole(pasted, of: row) }
    guard rows.rows.contains(where: named) else { return false }
    if !rows.visible.contains(where: named) { rows.apply(.filter("")) }
    if !rows.visible.contains(where: named) { rows.apply(.limit(.all)) }
    if let index = rows.visible.firstIndex(where: named) { rows.move(to: index) }
    return true
  }

  var reload: Effect? { .countPrograms }
  var reloadAnew: Effect? { .recountPrograms }

  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect] {
    // Their count ended when another screen read.
    let isUncounted = rows.count > 0 && rows.rows.allSatisfy { $0.counts == nil }
    guard isStale || reading.isUnderWay || isUncounted || isHalted else { return [] }
    (hasBegun, isHalted) = (true, false)
    return [.countPrograms]
  }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    if case .programCountStopped = event {
      isHalted = true
      return .nothing
    }
    guard case .programs(let new) = event else { return nil }
    // The list comes first and its counts later; until then the counts of before stand.
    let known = Dictionary(rows.rows.map { ($0.program, $0.counts) }, uniquingKeysWith: { $1 })
    rows.replace(
      new.map { program in
        var program = program
        if program.counts == nil, let counts = known[program.program] { program.counts = counts }
        return program
      }
    )
    reading = .complete
    defer { hasBegun = true }
    // Counting takes all cores, so it waits until the list is on the screen.
    return hasBegun || new.isEmpty ? .nothing : ScreenAnswer(effectsWhereSeen: [.countPrograms])
  }

  mutating func fail(_ effect: Effect) {
    switch effect {
    case .loadPrograms, .countPrograms, .recountPrograms: (reading, hasBegun) = (.failed, true)
    default: break
    }
  }
}

extension ProgramSummary {
  /// Whether one of its organizations is called so, by its name or by its key.
  fileprivate func isOf(_ needle: Needle) -> Bool {
    organizations.contains(where: needle.isIn) || organizationKeys.contains(where: needle.isIn)
  }
}
