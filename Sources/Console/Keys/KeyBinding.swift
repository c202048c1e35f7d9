import Terminal

/// A key, what it is called, and what it does: the one table behind the footer, the help, the commands, the documentation
/// and the keys themselves.
struct KeyBinding: Sendable {
  /// None for what only a command does.
  let keys: [Key]
  /// How the key is written on the screen.
  let name: String
  /// What the footer says; with hyphens for spaces it is the command's name.
  var label: String
  let description: String
  let action: Action
  /// Whether the footer shows it; the help shows all.
  var inFooter = true
  /// Whether it changes something; a read-only screen shows it with the reason why it does not work.
  var writes = false
  /// Where it works.
  var areas = Set(Area.allCases)
  /// Whether nothing is changed before another key has said yes. What writes without asking has a capital letter.
  var asks = false
  /// Under which heading the help has it.
  var group = Group.list
  /// What the command takes after its name.
  var argument = Argument.nothing

  enum Action: Sendable, Hashable {
    case up, down, pageUp, pageDown, first, last
    case open, back, mark, clearMarks, search, driftOnly, limit, backfill, refresh, help, quit
    case halfUp, halfDown, redraw, commands
    case copy, copyCommand, report, export, snapshot, screenshot, program, learner, theme, lms
    case nextMatch, previousMatch
    case sort, invertSort, markRange, markAll, markAlike, invertMarks
    /// Go to a screen of this kind.
    case screen(String)
    case area(Area), nextArea, previousArea
    case nextSection, previousSection, pause, retry, retryAll, logLevel, info, enginePane

    static let people = Action.screen(PeopleScreen.kind)
    static let race = Action.screen(RaceScreen.kind)
  }

  static let table: [KeyBinding] = {
    let parts: [[KeyBinding]] = [
      here, ofScreens { $0.contains(.records) }, lists, export, named, areas, ofScreens { !$0.contains(.records) },
      screen,
    ]
    return Array(parts.joined())
  }()

  /// The keys that screens bring with them.
  private static func ofScreens(where areas: (Set<Area>) -> Bool) -> [KeyBinding] {
    ScreenRegistry.types.flatMap { $0.bindings }.filter { areas($0.areas) }
  }

  /// What is done with the list and its rows.
  private static let here: [KeyBinding] = [
    KeyBinding(
      keys: [.enter, .right, .character("l")],
      name: "Enter",
      label: "open",
      description: "Open the program, the learner or the task's learner; on a course, all of its “Why” (also → and l)",
      action: .open
    ),
    KeyBinding(
      keys: [.escape, .left, .backspace],
      name: "Esc",
      label: "back",
      description: "Drop the range, stop a long read, drop the filter, then the limit, then go back (also ←)",
      action: .back
    ),
    KeyBinding(
      keys: [.character("/")],
      name: "/",
      label: "search",
      description:
        "Only rows with what is typed: words, finding:award-lost, org:NorthX, drift; ! means not, quotes keep spaces",
      action: .search,
      argument: .filter
    ),
    KeyBinding(
      keys: [.character("n")],
      name: "n",
      label: "next match",
      description: "The next row that matches the search; after the last, the first",
      action: .nextMatch,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character("N")],
      name: "N",
      label: "previous match",
      description: "The row before that matches the search",
      action: .previousMatch,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character(" ")],
      name: "Space",
      label: "mark",
      description: "Mark the row, or take its mark away",
      action: .mark
    ),
    KeyBinding(
      keys: [.character("u")],
      name: "u",
      label: "unmark",
      description: "Take all marks away",
      action: .clearMarks,
      inFooter: false
    ),
    KeyBinding(
      keys: [.character("b")],
      name: "b",
      label: "backfill",
      description: "Backfill the marked rows, or the current one: shows the plan and asks first",
      action: .backfill,
      areas: [.records, .findings],
      asks: true
    ),
    KeyBinding(
      keys: [.character("d")],
      name: "d",
      label: "drift",
      description: "Only rows with drift, or all rows again",
      action: .driftOnly,
      areas: [.records, .findings]
    ),
    KeyBinding(
      keys: [.character("f")],
      name: "f",
      label: "finding",
      description: "Only rows with one finding, chosen from those that occur",
      action: .limit,
      inFooter: false,
      areas: [.records, .findings],
      argument: .finding
    ),
    KeyBinding(
      keys: [.up, .character("k")],
      name: "↑",
      label: "up",
      description: "Up (also k)",
      action: .up,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.down, .character("j")],
      name: "↓",
      label: "down",
      description: "Down (also j)",
      action: .down,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.pageUp, .control("b")],
      name: "PgUp",
      label: "page up",
      description: "A page up (also Ctrl-B)",
      action: .pageUp,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.pageDown, .control("f")],
      name: "PgDn",
      label: "page down",
      description: "A page down (also Ctrl-F)",
      action: .pageDown,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.control("u")],
      name: "Ctrl-U",
      label: "half page up",
      description: "Half a page up",
      action: .halfUp,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.control("d")],
      name: "Ctrl-D",
      label: "half page down",
      description: "Half a page down",
      action: .halfDown,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.home, .character("g")],
      name: "g",
      label: "first",
      description: "First row (also Home)",
      action: .first,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.end, .character("G")],
      name: "G",
      label: "last",
      description: "Last row (also End)",
      action: .last,
      inFooter: false,
      group: .moving
    ),
    KeyBinding(
      keys: [.character("r"), .function(5)],
      name: "r",
      label: "refresh",
      description: "Read the databases again (also F5)",
      action: .refresh,
      inFooter: false
    ),
  ]

  static func action(for key: Key, in area: Area) -> Action? { binding(for: key, in: area)?.action }

  static func binding(for key: Key, in area: Area) -> KeyBinding? {
    table.first { $0.areas.contains(area) && $0.keys.contains(key) }
  }
}
