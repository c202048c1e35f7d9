import LearnerRecords
import OpenEdX
import Terminal

extension ScreenID {
  package static func learners(_ program: ProgramUUID) -> ScreenID { ScreenID(LearnersScreen.kind, program.hex) }
}

/// The learners of a program.
struct LearnersScreen: ListScreen {
  static let kind = "learners"
  static let chosenColumns: Preferences.List? = .learners

  let uuid: ProgramUUID
  var rows = ListState(
    ListTraits<LearnerRow>(
      contains: { $0.contains($1) || $0.findings.intersects($1.findings) },
      findings: { $0.findings },
      fields: [
        "user": { $1.isIn($0.username) },
        "name": { $1.isIn($0.fullName) },
        "email": { $1.isIn($0.email) },
        "org": { $0.organizations.contains(where: $1.isIn) },
      ],
      columns: LearnersView.columns
    )
  )
  /// That of the rows that are shown, kept because there may be hundreds of thousands.
  private(set) var summary: ListSummary?
  var reading = ReadState.reading("reading")

  init(_ program: ProgramUUID) { uuid = program }

  init?(remembered subject: String) {
    guard let program = ProgramUUID(subject) else { return nil }
    uuid = program
  }

  var subject: String { uuid.hex }
  var program: ProgramUUID? { uuid }
  var learnerUnderCursor: (username: String, courseRun: String?)? { rows.current.map { ($0.username, nil) } }
  var columns: [TableColumn<LearnerRow>] { LearnersView.columns }

  func crumb(_ context: ScreenContext) -> Crumb { Crumb(text: context.program(uuid)?.title ?? "", givesWay: true) }

  func table(width: Int, _ context: ScreenContext) -> TableView<LearnerRow> {
    LearnersView(list: rows, chosen: chosen(context.preferences), unread: reading.inPlaceOfRows).table
  }

  func exportName(_ context: ScreenContext) -> String { "learners \(context.program(uuid)?.title ?? "")" }

  var identities: [String] { rows.chosen.map(\.id) }

  func repairCommands(_ context: ScreenContext) -> RepairCommands {
    RepairCommands(
      commands: rows.chosen.filter { $0.backfillableRows > 0 }.map {
        BackfillCommandText.command(at: context.commandPlace, user: $0.id, program: uuid)
      }
    )
  }

  func backfill(_ context: ScreenContext) -> BackfillRequest {
    let chosen = rows.chosen.map(\.username)
    return chosen.isEmpty ? .nothingChosen : .plan(.learners(chosen, programs: [uuid]))
  }

  mutating func open(_ context: ScreenContext) -> ScreenAnswer {
    rows.current.map { .enter(RecordScreen(username: $0.username, program: uuid)) } ?? .nothing
  }

  mutating func info(_ context: ScreenContext) -> ScreenAnswer { .describe(rows.current?.username) }
}

extension LearnersScreen {
  /// Lists of more rows than this are not read whole before what is on the screen of them is read again.
  private static let shortList = 2000

  var reload: Effect? { rows.rows.isEmpty ? .loadLearners(uuid) : .reloadLearners(uuid) }

  private var isReadInParts: Bool {
    if case .reading(_, canStop: true) = reading { return true }
    return false
  }

  mutating func readAgain(_ context: ScreenContext) -> [Effect] {
    reading = .reading("reading", canStop: true)
    return [.stop(.learners(uuid))] + [reload].compactMap { $0 }
  }

  /// Of a long list the rows on the screen come at once; the rest comes when its turn is.
  mutating func refresh(pageHeight: Int, _ context: ScreenContext) -> [Effect] {
    let whole = [reload].compactMap { $0 }
    guard rows.rows.count > Self.shortList else { return whole }
    let onScreen = rows.visible.dropFirst(rows.offset(height: pageHeight)).prefix(pageHeight).map(\.username)
    // While the list is being read for the first time, the end of that is soon enough.
    return [.reloadSome(uuid, usernames: onScreen)] + (isReadInParts ? [] : whole)
  }

  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer? {
    switch event {
    case .learners(uuid, let learners, let part):
      take(learners, part)
      return .nothing
    case .progress(.learners(uuid), let done, let total):
      // The reading again of what is there already is nothing to wait for.
      guard isReadInParts else { return .nothing }
      reading = .reading("reading \(total ?? done) learners: \(done) are read   (Esc stops)", canStop: true)
      return .nothing
    case .described(let description): return .show(.detail(.person(description, at: uuid)))
    default: return nil
    }
  }

  mutating func edit(_ edit: ListEdit) {
    rows.apply(edit)
    switch edit {
    case .filter, .limit: summary = ListSummary(rows.visible)
    default: break
    }
  }

  private mutating func take(_ learners: [LearnerRow], _ part: ListPart) {
    defer {
      if case .next = part, rows.visible.count == rows.rows.count, summary != nil {
        summary?.add(learners)
      } else {
        summary = ListSummary(rows.visible)
      }
    }
    switch part {
    case .some: rows.update(learners)
    case .first:
      rows.replace(learners)
      reading = .reading("reading all learners of the program   (Esc stops)", canStop: true)
    case .next(let isLast):
      rows.append(learners)
      if isLast {
        reading = .complete
      } else if !isReadInParts {
        reading = .reading("reading all learners of the program   (Esc stops)", canStop: true)
      }
    case .all:
      rows.replace(learners)
      reading = .complete
    }
  }
}
