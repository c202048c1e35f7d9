import LearnerRecords
import OpenEdX
import Terminal

extension Screen {
  static var bindings: [KeyBinding] { [] }
  static func opened(from screen: any Screen, _ context: ScreenContext) -> ScreenAnswer { .nothing }
  static var chosenColumns: Preferences.List? { nil }
  static var footer: [KeyBinding]? { nil }
  static var isWhole: Bool { false }

  init?(remembered subject: String) { return nil }

  var subject: String { "" }
  var program: ProgramUUID? { nil }
  var programUnderCursor: ProgramUUID? { program }
  var learnerUnderCursor: (username: String, courseRun: String?)? { nil }
  var restLimit: RowLimit { .all }
  var findingUnderCursor: Finding? { nil }
  var limitChoices: [LimitChoice] { list.limits.map { LimitChoice(limit: $0.limit, rows: $0.rows) } }
  var countText: String { "\(list.count)" }

  func report(_ context: ScreenContext) -> TicketReport? { nil }
  func repairCommands(_ context: ScreenContext) -> RepairCommands { RepairCommands() }
  func backfill(_ context: ScreenContext) -> BackfillRequest { .nothingChosen }
  var otherRowsHint: String? { nil }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer { .nothing }
  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .nothing }
  mutating func perform(_ action: KeyBinding.Action, _ context: ScreenContext) -> ScreenAnswer? { nil }
  mutating func find(_ pasted: String) -> Bool { false }
  mutating func click(row: Int, in area: Rectangle, _ context: ScreenContext) {}

  mutating func arrive(_ context: ScreenContext) -> [Effect] {
    reading = .reading("reading")
    return [reload].compactMap { $0 }
  }

  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect] {
    // What was being read is not read to its end once another screen reads.
    isStale || reading.isUnderWay ? arrive(context) : []
  }

  var reloadAnew: Effect? { reload }

  mutating func readAgain(_ context: ScreenContext) -> [Effect] {
    guard let effect = reloadAnew else { return [] }
    reading = .reading("reading")
    // Asked for by hand, it does not wait for its turn.
    return (effect.read.map { [.stop($0)] } ?? []) + [effect]
  }

  mutating func refresh(pageHeight: Int, _ context: ScreenContext) -> [Effect] { [reload].compactMap { $0 } }
  mutating func markStale() {}
  mutating func readWhenDue(anyAge: Bool, _ context: ScreenContext) -> [Effect] { [] }
  mutating func readOn(_ context: ScreenContext) -> [Effect] { [] }

  mutating func stopReading() -> [Effect]? {
    guard case .reading(_, canStop: true) = reading, let read = reload?.read else { return nil }
    reading = .stopped
    return [.stop(read)]
  }

  mutating func fail(_ effect: Effect) {
    if let read = effect.read, read == reload?.read { reading = .failed }
  }

  mutating func take(_ engine: EngineSnapshot) {}
  mutating func left(_ screen: any Screen) {}

  var searchText: String? { nil }
  mutating func search(_ text: String) -> [Effect] { [] }
  var searchCount: String? { nil }

  func details(_ context: ScreenContext) -> ScreenDetails? { nil }
  func headRows(in size: Size, _ context: ScreenContext) -> Int { 0 }
  func rowsBeforeDetails(in size: Size, _ context: ScreenContext) -> Int? { nil }
  func pageHeight(in area: Rectangle, _ context: ScreenContext) -> Int? { nil }
  func progress(_ context: ScreenContext) -> String? { nil }
  var quietStatus: String? { nil }

  func plainHead(_ context: ScreenContext) -> [String] { [] }
  var plainSection: String? { nil }
  var plainBody: [String]? { nil }
  var plainFirstRow: Int { 0 }
}

/// What a screen may look at beside its own state.
struct ScreenContext: Sendable {
  let heading: Heading
  let preferences: Preferences
  /// The last look at the engine.
  let engine: EngineSnapshot
  /// The catalog, as it was read last.
  let programs: [ProgramSummary]
  /// The open screens under this one, the first of the area first.
  let below: [any Screen]

  /// The time zone of what people read.
  var zone: DisplayZone { preferences.zone }

  /// Which deployment commands name.
  var commandPlace: CommandPlace { heading.commandPlace }

  /// A program of the catalog; nil when it is not in it.
  func program(_ uuid: ProgramUUID) -> ProgramSummary? { programs.first { $0.program == uuid } }
}
