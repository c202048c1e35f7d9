import CertificateSync
import Terminal

extension ScreenID {
  package static let race = ScreenID(RaceScreen.kind)
}

/// The defect and the fix, replayed. It is not remembered.
struct RaceScreen: Screen {
  static let kind = "race"
  static let isWhole = true

  private(set) var replay: RaceReplay?
  var reading = ReadState.complete

  init(_ replay: RaceReplay?) { self.replay = replay }

  static let bindings = [
    KeyBinding(
      keys: [.character("t")],
      name: "t",
      label: "race",
      description: "Replay the defect and the fix, step by step",
      action: .race,
      areas: [.engine]
    )
  ]

  static func opened(from screen: any Screen, _ context: ScreenContext) -> ScreenAnswer {
    screen is RaceScreen ? .nothing : .enter(RaceScreen((screen as? EngineScreen)?.race))
  }

  /// The footer, where the keys of lists step through what happened.
  static let footer: [KeyBinding]? =
    ([
      (.open, "next step"), (.up, "step back"), (.nextSection, "next case"), (.previousSection, "case before"),
      (.back, "back"), (.refresh, "run again"), (.help, "help"), (.quit, "quit"),
    ] as [(KeyBinding.Action, String)]).compactMap { action, label in
      guard var binding = KeyBinding.table.first(where: { $0.action == action }) else { return nil }
      binding.label = label
      return binding
    }

  func crumb(_ context: ScreenContext) -> Crumb { Crumb(text: "the race, replayed", givesWay: true) }

  // It has no rows.
  var list: any ListInfo { NoList() }
  mutating func edit(_ edit: ListEdit) {}
  mutating func settle(height: Int) {}
  mutating func clearMarks() {}
  func isMarked(_ index: Int) -> Bool { false }

  func export(_ exported: ExportedRows, _ preferences: Preferences?) -> ListExport {
    ListExport(RaceView.columns, replay?.cases.flatMap { [$0.defect, $0.fix] } ?? [])
  }

  func exportName(_ context: ScreenContext) -> String { "race" }
  var identities: [String] { [] }

  mutating func perform(_ action: KeyBinding.Action, _ context: ScreenContext) -> ScreenAnswer? {
    switch action {
    case .up: replay?.go(-1)
    case .down, .open: replay?.go(1)
    case .pageUp, .first: replay?.go(.min)
    case .pageDown, .last: replay?.go(.max)
    case .previousSection: replay?.goToCase(-1)
    case .nextSection: replay?.goToCase(1)
    case .mark, .clearMarks, .search, .race, .logLevel, .retry, .retryAll, .sort, .invertSort, .markRange, .markAll,
      .markAlike, .invertMarks, .halfUp, .halfDown, .info:
      break
    case .pause: return EngineScreen.askToPause(context)
    default: return nil
    }
    return .nothing
  }

  var reload: Effect? { .replayRace }

  mutating func arrive(_ context: ScreenContext) -> [Effect] { replay == nil ? run() : [] }
  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect] { [] }
  mutating func refresh(pageHeight: Int, _ context: ScreenContext) -> [Effect] { [] }
  mutating func readAgain(_ context: ScreenContext) -> [Effect] { [.stop(.race)] + run() }

  private mutating func run() -> [Effect] {
    reading = .reading("running the defect and the fix on scratch databases")
    return [.replayRace]
  }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    guard case .race(let results) = event else { return nil }
    replay = RaceReplay(results)
    reading = .complete
    return .nothing
  }

  func draw(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext) {
    RaceView(race: replay, isRunning: reading.isUnderWay).draw(on: &grid, in: area)
  }

  func target(column: Int, row: Int, in area: Rectangle, _ context: ScreenContext) -> ListTarget? { nil }
  var quietStatus: String? { "Only scratch databases are touched, nothing of the open deployment" }
  var plainBody: [String]? { PlainLines.race(replay) }
}
