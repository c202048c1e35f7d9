import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static func record(username: String, program: ProgramUUID) -> ScreenID {
    ScreenID(RecordScreen.kind, "\(program.hex) \(username)")
  }
}

/// A learner's record in a program.
struct RecordScreen: ListScreen {
  static let kind = "record"
  static let chosenColumns: Preferences.List? = .record

  /// Where a record was asked for by name, to go back there when nobody is called so.
  struct Origin: Sendable {
    let area: Area
    /// The screens over the first, of that area and of Records.
    let tails: [Area: [any Screen]]
  }

  private(set) var username: String
  let uuid: ProgramUUID
  private(set) var page: LearnerRecordPage?
  var rows = Self.noRows
  var reading = ReadState.reading("reading")
  /// The run on which the cursor is to be when the record comes.
  private var wantedRun: String?
  /// Nil once the record has come, and for a record that was not asked for by name.
  private(set) var origin: Origin?

  init(username: String, program: ProgramUUID, wantedRun: String? = nil, origin: Origin? = nil) {
    self.username = username
    uuid = program
    self.wantedRun = wantedRun
    self.origin = origin
  }

  init?(remembered subject: String) {
    let parts = subject.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let program = ProgramUUID(parts[0]) else { return nil }
    self.init(username: parts[1], program: program)
  }

  var subject: String { ScreenID.record(username: username, program: uuid).subject }
  var program: ProgramUUID? { uuid }

  /// Of the run with drift under the cursor, or of its only run; of all runs where a course has none or several.
  var learnerUnderCursor: (username: String, courseRun: String?)? {
    let runs = rows.current?.row.runs ?? []
    let drifting = runs.filter { FindingSet($0.assessment.findings).intersects(.drift) }
    let run = drifting.count == 1 ? drifting.first : runs.count == 1 ? runs.first : nil
    return (username, run?.courseRun)
  }

  var columns: [TableColumn<CourseRow>] { RecordView.columns }

  func crumb(_ context: ScreenContext) -> Crumb {
    // Among all learners the learner stands before the program; elsewhere, behind it.
    if context.below.contains(where: { $0 is PersonScreen }) {
      return Crumb(text: context.program(uuid)?.title ?? "", givesWay: true)
    }
    return Crumb(text: TextWidth.clipped(username, to: 30, cut: .middle), isSubject: true)
  }
}

extension RecordScreen {
  var reload: Effect? { .loadRecord(username: username, program: uuid) }

  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect] {
    isStale || page == nil || reading.isUnderWay ? arrive(context) : []
  }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    switch event {
    case .record(uuid, let page): return take(page, context)
    case .noRecord(username, uuid): return leave()
    default: return nil
    }
  }

  /// Takes the record; one that was asked for by name may be spelled otherwise, or have nothing in it.
  private mutating func take(_ page: LearnerRecordPage, _ context: ScreenContext) -> ScreenAnswer? {
    let name = page.person.username
    if !CodePoints.equal(username, name) {
      // Names are found without regard to case where nobody is called exactly so.
      guard origin != nil, FoldedText(username).bytes == FoldedText(name).bytes else { return nil }
      username = name
    }
    if page.isBlank, origin != nil {
      let title = context.program(uuid).map { "“\($0.title)”" } ?? "the program"
      return ScreenAnswer(
        move: .go(.records, [PeopleScreen(text: name), PersonScreen(name)]),
        notice: "“\(name)” has nothing in \(title); here are all programs with a record of theirs"
      )
    }
    origin = nil
    reading = .complete
    let isOpened = self.page == nil
    self.page = page
    rows.replace(CourseRow.rows(of: page))
    if let wanted = wantedRun {
      wantedRun = nil
      moveTo(run: wanted)
    } else if isOpened {
      moveToFirstDrift()
    }
    return .nothing
  }

  /// Goes back to where the record was asked for, and says that nobody is called so.
  private func leave() -> ScreenAnswer {
    ScreenAnswer(
      move: origin.map { ScreenAnswer.Move.restore($0.area, $0.tails) } ?? .back,
      dialog: .message(
        title: "No such learner",
        text:
          "Nobody is called “\(username)”. The command “people” (p in Records) looks for a part of a name, a username, "
          + "an address or an id among all learners."
      )
    )
  }

  private mutating func moveTo(run: String) {
    let index = rows.visible.firstIndex { row in row.row.runs.contains { CodePoints.equal($0.courseRun, run) } }
    if let index { rows.move(to: index) }
  }

  /// Puts the cursor where there is something to do: on the first row that a backfill repairs, else on the first with
  /// drift.
  private mutating func moveToFirstDrift() {
    let visible = rows.visible
    let repaired = visible.firstIndex(where: \.isBackfillable)
    if let index = repaired ?? visible.firstIndex(where: { FindingSet($0.findings).intersects(.drift) }) {
      rows.move(to: index)
    }
  }
}

extension LearnerRecordPage {
  /// Whether it shows nothing of the learner: no certificate and no credential in the program, and no entry in their list.
  fileprivate var isBlank: Bool {
    failure == nil && listWord == nil && program == nil
      && rows.allSatisfy { $0.runs.allSatisfy { $0.lms == nil && $0.credential == nil } }
  }
}
