import LearnerRecords
import OpenEdX
import Terminal

/// One screen: what it lists, what its keys do, what it reads, what can be exported of it, and how it is drawn.
///
/// The model keeps the open screens in a trail for each area, and calls the one at the top. What most screens have in
/// common stands in ``ListScreen`` and in the defaults; a new screen is a type in a folder of its own and a line in
/// ``ScreenRegistry``.
protocol Screen: Sendable {
  /// The kind of screen in a word, which `id` and the file of what is remembered use.
  static var kind: String { get }
  /// The keys that work nowhere else or lead to the screen.
  static var bindings: [KeyBinding] { get }
  /// The screen that was remembered by `subject`; nil where it means nothing, and for screens that are not remembered.
  init?(remembered subject: String)
  /// What the key does that leads to the screen, where `screen` is at the top.
  static func opened(from screen: any Screen, _ context: ScreenContext) -> ScreenAnswer

  /// What it is about; see ``ScreenID/subject``.
  var subject: String { get }
  /// Its part of the trail.
  func crumb(_ context: ScreenContext) -> Crumb
  /// The program that it is about.
  var program: ProgramUUID? { get }
  /// The learner under the cursor, or that the screen is about, and the course run under the cursor.
  var learnerUnderCursor: (username: String, courseRun: String?)? { get }
  /// The program under the cursor, or that the screen is about.
  var programUnderCursor: ProgramUUID? { get }

  // The list
  var list: any ListInfo { get }
  mutating func edit(_ edit: ListEdit)
  /// Remembers which rows are shown, so that they stand still until the cursor would leave them.
  mutating func settle(height: Int)
  mutating func clearMarks()
  func isMarked(_ index: Int) -> Bool
  /// What the list is limited to when the operator asked for nothing.
  var restLimit: RowLimit { get }
  var limitChoices: [LimitChoice] { get }
  /// The finding that the row under the cursor is about; nil where rows are about none, or several.
  var findingUnderCursor: Finding? { get }
  /// How many rows there are, in words; more than were read where more were found.
  var countText: String { get }
  /// The list whose columns can be chosen in the settings.
  static var chosenColumns: Preferences.List? { get }

  // What leaves the screen
  func export(_ rows: ExportedRows, _ preferences: Preferences?) -> ListExport
  /// What the name of an exported file begins with.
  func exportName(_ context: ScreenContext) -> String
  /// The identities of the chosen rows, to copy.
  var identities: [String] { get }
  /// A report for a ticket; nil where the screen is not about one learner.
  func report(_ context: ScreenContext) -> TicketReport?
  func repairCommands(_ context: ScreenContext) -> RepairCommands
  /// What a backfill of the chosen rows is about.
  func backfill(_ context: ScreenContext) -> BackfillRequest
  /// What else could be backfilled, when a plan is empty.
  var otherRowsHint: String? { get }

  // Keys
  mutating func open(_ context: ScreenContext) -> ScreenAnswer
  mutating func info(_ context: ScreenContext) -> ScreenAnswer
  /// Does what a key means on this screen alone; nil for keys that mean the same on all.
  mutating func perform(_ action: KeyBinding.Action, _ context: ScreenContext) -> ScreenAnswer?
  /// Puts the cursor on the row that a pasted text names, also where a filter hides it; false when it names none.
  mutating func find(_ pasted: String) -> Bool
  /// The keys of the footer; nil for the usual.
  static var footer: [KeyBinding]? { get }
  /// A click in a row of the screen, before what it does to the list.
  mutating func click(row: Int, in area: Rectangle, _ context: ScreenContext)

  // Reading
  var reading: ReadState { get set }
  /// What reads the screen again; nil where every look at the engine does.
  var reload: Effect? { get }
  /// The same where the operator asks for it, and nothing that is known is good enough.
  var reloadAnew: Effect? { get }
  /// Begins to read, when the screen is come to.
  mutating func arrive(_ context: ScreenContext) -> [Effect]
  /// The same when the area is come back to. `isStale` says whether data changed meanwhile.
  mutating func comeBack(isStale: Bool, _ context: ScreenContext) -> [Effect]
  /// Reads again because the operator asks for it.
  mutating func readAgain(_ context: ScreenContext) -> [Effect]
  /// Reads again because databases have changed, of which `markStale()` was told.
  mutating func refresh(pageHeight: Int, _ context: ScreenContext) -> [Effect]
  mutating func markStale()
  /// Reads what has become due, at a look at the engine; `anyAge` does not wait until it is due.
  mutating func readWhenDue(anyAge: Bool, _ context: ScreenContext) -> [Effect]
  /// Reads on, where the cursor has come to the end of what was read.
  mutating func readOn(_ context: ScreenContext) -> [Effect]
  /// Stops a read that Esc stops; nil when there is none.
  mutating func stopReading() -> [Effect]?
  /// Takes an answer; nil for one that is not for this screen.
  mutating func take(_ event: ConsoleEvent, _ context: ScreenContext) -> ScreenAnswer?
  /// Takes the failure of an effect, where that would have read the screen.
  mutating func fail(_ effect: Effect)
  /// Takes a look at the engine.
  mutating func take(_ engine: EngineSnapshot)
  /// Is told which screen over it was left.
  mutating func left(_ screen: any Screen)

  // Search
  /// What is typed, where every letter asks for other rows; nil where typing filters the rows that are here.
  var searchText: String? { get }
  mutating func search(_ text: String) -> [Effect]
  /// How much was found, in words.
  var searchCount: String? { get }

  // Drawing
  func draw(on grid: inout Grid, in area: Rectangle, _ context: ScreenContext)
  /// What is known of the row under the cursor; nil where there is none.
  func details(_ context: ScreenContext) -> ScreenDetails?
  /// Rows of the screen above the list.
  func headRows(in size: Size, _ context: ScreenContext) -> Int
  /// Rows that the screen makes use of before details are shown under it; nil for no details.
  ///
  /// - Parameter size: what it has without them.
  func rowsBeforeDetails(in size: Size, _ context: ScreenContext) -> Int?
  /// Whether it needs the whole width.
  static var isWhole: Bool { get }
  /// Rows of a page; nil where that is the height of the list.
  func pageHeight(in area: Rectangle, _ context: ScreenContext) -> Int?
  func target(column: Int, row: Int, in area: Rectangle, _ context: ScreenContext) -> ListTarget?
  /// What is under way beside reading, in words.
  func progress(_ context: ScreenContext) -> String?
  /// What the status line says when there is nothing else to say.
  var quietStatus: String? { get }

  // Without a screen
  /// Lines under the trail.
  func plainHead(_ context: ScreenContext) -> [String]
  /// What the rows are, where a screen has two lists.
  var plainSection: String? { get }
  /// Lines in place of rows; nil where rows are told.
  var plainBody: [String]? { get }
  /// The first row of the page that is told first.
  var plainFirstRow: Int { get }
}

extension Screen {
  /// Which screen it is.
  var id: ScreenID { ScreenID(Self.kind, subject) }
}

/// Which rows are exported.
enum ExportedRows: Sendable {
  case shown, marked
}

/// The commands that repair the chosen rows.
struct RepairCommands: Sendable {
  /// What is in the way of them and done by no command, as comments of a shell.
  var remedies: [String] = []
  var commands: [String] = []
  /// What is said of them in place of the first command.
  var name: String?
  /// Why there is none.
  var reason = "Nothing to copy: no command repairs what is chosen"
}

extension RepairCommands {
  /// Those of steps.
  ///
  /// - Parameter first: the steps without which the others do not help.
  init(first: [NextStep], _ steps: [NextStep]) {
    self.init(remedies: first.compactMap(\.comment), commands: steps.compactMap(\.command))
  }

  /// What is copied, each line once; nil for nothing.
  var copied: CopiedText? {
    var seen: Set<String> = []
    let remedies = remedies.filter { seen.insert($0).inserted }
    let commands = commands.filter { seen.insert($0).inserted }
    guard let first = (remedies + commands).first else { return nil }
    return CopiedText(
      text: (remedies + commands).joined(separator: "\n"),
      name: name ?? (remedies.count + commands.count == 1 ? first : Self.name(remedies.count, commands.count))
    )
  }

  private static func name(_ remedies: Int, _ commands: Int) -> String {
    let parts = [(remedies, remedies == 1 ? "remedy" : "remedies"), (commands, commands == 1 ? "command" : "commands")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " and ")
  }
}

/// A part of the trail.
struct Crumb: Sendable {
  let text: String
  /// Whether it is cut where there is no room for all.
  var givesWay = false
  /// Whether it stands for the whole where there is room for one part alone.
  var isSubject = false
  /// Whether the trail begins with it.
  var begins = false
}
