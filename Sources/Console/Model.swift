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

  /// The line in which a command is typed; nil while none is.
  public internal(set) var palette: Palette?
  /// The commands that were run, the newest last.
  var history: [String] = []
  /// What the operator has chosen for all sessions.
  public let preferences: Preferences

  /// Begins at the programs, with nothing read yet.
  public init(size: Size, heading: Heading, preferences: Preferences = Preferences()) {
    self.size = size
    self.heading = heading
    self.preferences = preferences
    if case .area(let area) = preferences.start { self.area = area }
  }

  /// What is to be done first.
  public var start: [Effect] { [.loadPrograms, .countPrograms] + (place == .programs ? [] : [reload]) }

  /// Where the operator is.
  public var place: Place { trails[area]?.last ?? area.start }

  /// The program at hand.
  var program: ProgramSummary? {
    switch place {
    case .programs: nil
    case .learners(let uuid), .record(_, let uuid): programs.rows.first { $0.program == uuid }
    }
  }

  /// What reads the place at hand again.
  var reload: Effect {
    switch place {
    case .programs: .countPrograms
    case .learners(let program): .loadLearners(program)
    case .record(let username, let program): .loadRecord(username: username, program: program)
    }
  }

  /// Where things are on the screen.
  var layout: Layout {
    let plain = Layout(size: size)
    guard case .record = place else { return plain }
    return Layout(size: size, listRows: recordHeadRows(in: plain) + 1 + list.visibleCount)
  }

  /// Rows of a list that fit on the screen, for paging.
  var pageHeight: Int { max(1, layout.list.size.rows - 1 - recordHeadRows(in: layout)) }

  /// Where the list at hand is drawn, with its titles; nil while a record is not there yet.
  var tableArea: Rectangle? {
    let list = layout.list
    if case .record = place, record == nil { return nil }
    let head = recordHeadRows(in: layout)
    guard list.size.rows - head > 1 else { return nil }
    return Rectangle(column: list.column, row: list.row + head, columns: list.size.columns, rows: list.size.rows - head)
  }

  private func recordHeadRows(in layout: Layout) -> Int {
    guard case .record = place, let record else { return 0 }
    return RecordView.header(record, width: layout.list.size.columns - 4).count
  }
}
