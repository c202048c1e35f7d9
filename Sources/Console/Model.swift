import CertificateSync
import LearnerRecords
import OpenEdX
import Terminal

/// The whole state of the screens. Events change it by ``handle(_:)``, which says what else is to be done; a view draws
/// it. Neither does any I/O.
public struct Model: Sendable {
  /// The screen's size.
  public internal(set) var size: Size
  /// What the header says.
  public let heading: Heading
  /// Which of the areas the operator is in.
  public internal(set) var area = Area.records
  /// How the operator came where they are, in each area that was visited.
  var trails: [Area: [Place]] = [:]
  /// The programs.
  public internal(set) var programs = Self.emptyPrograms
  /// The learners of the program at hand.
  public internal(set) var learners = Self.emptyLearners
  /// The rows of the record at hand.
  public internal(set) var rows = Self.emptyRows
  /// The record at hand.
  public internal(set) var record: LearnerRecordPage?
  /// What the place Findings holds.
  var findings = FindingsState()
  /// What the place Engine holds.
  var engineRoom = EngineState()
  /// What the areas that are not open put away.
  var shelves: [Area: AreaShelf] = [:]
  /// Areas that were not open when the databases changed.
  var staleAreas: Set<Area> = []
  /// What the engine pane shows.
  public internal(set) var engine = EngineSnapshot()
  /// What lies over the screen.
  public internal(set) var dialog: Dialog? { didSet { dialogOffset = 0 } }
  /// How far it is scrolled.
  public internal(set) var dialogOffset = 0
  /// Whether keys go to the search line.
  public internal(set) var isSearching = false
  /// What was asked for and has not come yet.
  public internal(set) var pending: String? = "reading"
  /// The place for which a plan is being made.
  var planPlace: Place?
  /// A line about what was just done.
  public internal(set) var notice: String?

  /// Begins at the programs, with nothing read yet.
  public init(size: Size, heading: Heading) {
    self.size = size
    self.heading = heading
  }

  /// What is to be done first.
  public static let start: [Effect] = [.loadPrograms, .countPrograms]

  /// Where the operator is.
  public var place: Place { trails[area]?.last ?? area.start }

  /// The group of findings at hand, also under a record that was opened from it.
  var groupAtHand: FindingGroup.ID? {
    for place in trails[.findings] ?? [] { if case .group(let id) = place { return id } }
    return nil
  }

  /// The program at hand.
  var program: ProgramSummary? {
    switch place {
    case .learners(let uuid), .record(_, let uuid): programs.rows.first { $0.program == uuid }
    case .programs, .groups, .group, .queue, .race: nil
    }
  }

  /// What reads the place at hand again; nil where every look at the engine does.
  var reload: Effect? {
    switch place {
    case .programs: .countPrograms
    case .learners(let program): .loadLearners(program)
    case .record(let username, let program): .loadRecord(username: username, program: program)
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
    case .record: return Layout(size: size, listRows: recordHeadRows(in: plain) + 1 + list.visibleCount)
    case .groups, .group: return Layout(size: size, listRows: 1 + max(1, list.visibleCount))
    case .programs, .learners, .queue, .race: return plain
    }
  }

  /// Rows of a list that fit on the screen, for paging.
  var pageHeight: Int {
    if place == .queue { return engineLayout.pageHeight(engineRoom.section) }
    return max(1, layout.list.size.rows - 1 - recordHeadRows(in: layout))
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

  private func recordHeadRows(in layout: Layout) -> Int {
    guard case .record = place, let record else { return 0 }
    return RecordView.header(record, width: layout.list.size.columns - 4).count
  }
}
