import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// The whole state of the screens: those that are open, and what they share. Events change it by ``handle(_:)``, which
/// says what else is to be done; a view draws it. Neither does any I/O.
package struct Model: Sendable {
  /// The screen's size.
  package internal(set) var size: Size
  /// What the header says.
  package let heading: Heading
  /// Which of the areas the operator is in.
  package internal(set) var area = Area.records
  /// The open screens of each area.
  var trails: [Area: Trail]
  /// Areas that were not open when the databases changed.
  var staleAreas: Set<Area> = []
  /// The last look at the engine.
  package internal(set) var engine = EngineSnapshot()
  /// What lies over the screen.
  package internal(set) var dialog: Dialog? { didSet { dialogOffset = 0 } }
  /// How far it is scrolled.
  package internal(set) var dialogOffset = 0
  /// Whether keys go to the search line.
  package internal(set) var isSearching = false
  /// What the operator has asked for beside reading.
  var activity = Activity.none
  /// What was just done.
  var told: Notice?
  /// Whether the engine is shown beside the list whatever it does.
  package internal(set) var wantsEngine = false
  /// The line in which a command is typed; nil while none is.
  package internal(set) var palette: Palette?
  /// The commands that were run, the newest last.
  var history: [String] = []
  /// Whether it was said that a key does nothing.
  var hasSaidUnknown = false
  /// The colours in use.
  var theme: ColorTheme
  /// What the operator has chosen for all sessions.
  package let preferences: Preferences

  /// Begins at the programs, with nothing read yet.
  package init(size: Size, heading: Heading, preferences: Preferences = Preferences()) {
    self.size = size
    self.heading = heading
    self.preferences = preferences
    theme = preferences.theme
    trails = Dictionary(uniqueKeysWithValues: Area.allCases.map { ($0, Trail(ScreenRegistry.first($0))) })
    if case .area(let area) = preferences.start { self.area = area }
  }

  /// What is to be done first; the programs are counted once they are shown. Where the screen is one of those under which
  /// everything else begins, the first look at the engine asks for the rest.
  package var start: [Effect] {
    let isFirst = trail.tail.isEmpty
    return [.loadPrograms] + (isFirst ? [] : [screen.reload].compactMap { $0 })
  }
}

extension Model {
  /// The open screens of an area.
  func trail(of area: Area) -> Trail { trails[area] ?? Trail(ScreenRegistry.first(area)) }

  /// The open screens of the area that is seen.
  var trail: Trail {
    get { trail(of: area) }
    _modify {
      yield &trails[area, default: Trail(ScreenRegistry.first(area))]
    }
  }

  /// The screen that is seen.
  var screen: any Screen {
    get { trail.top }
    _modify { yield &trail.top }
  }

  /// Which screen is seen.
  package var screenID: ScreenID { screen.id }

  /// What can be said of its list.
  var list: any ListInfo { screen.list }

  /// Changes the list.
  mutating func edit(_ edit: ListEdit) { screen.edit(edit) }

  /// The catalog, as it was read last.
  var programs: [ProgramSummary] {
    (trail(of: .records).screens.first as? ProgramsScreen)?.rows.rows ?? []
  }

  /// The program that the screen is about; nil where it is about none, and for one that is not in the catalog.
  var program: ProgramSummary? { screen.program.flatMap { uuid in programs.first { $0.program == uuid } } }

  /// What the screen may look at.
  var context: ScreenContext { context(under: trail.below) }

  func context(under below: [any Screen]) -> ScreenContext {
    ScreenContext(
      heading: heading,
      preferences: preferences,
      engine: engine,
      programs: programs,
      below: below
    )
  }

  /// Does what a screen wants done.
  mutating func follow(_ answer: ScreenAnswer) -> [Effect] {
    var effects = answer.effects + answer.effectsWhereSeen
    switch answer.move {
    case .enter(let screen): effects += enter(screen)
    case .back: effects += goBack(to: trail.screens.count - 2)
    case .go(let area, let screens): effects += go(to: screens, in: area)
    case .restore(let area, let tails):
      for (area, screens) in tails { trails[area, default: Trail(ScreenRegistry.first(area))].tail = screens }
      effects += go(to: tails[area] ?? [], in: area)
    case nil: break
    }
    if let dialog = answer.dialog { self.dialog = dialog }
    if let notice = answer.notice { self.notice = notice }
    if let work = answer.work { begin(.working(work)) }
    if answer.searches {
      isSearching = true
      // Who asks for somebody else does not go on with the name of before.
      if screen.searchText?.isEmpty == false { effects += screen.search("") }
    }
    return effects
  }
}
