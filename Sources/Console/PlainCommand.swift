/// A line of the plain mode: what a screen's keys and dialogs do, said in words.
enum PlainCommand: Hashable {
  case nothing
  /// The answer to what was asked.
  case answer(yes: Bool)
  /// The commands, as far as they have a text.
  case help(String)
  /// The rows: those at hand, or so many pages on.
  case list(step: Int)
  /// What the engine does.
  case status
  /// Wait until the engine has done what is queued.
  case wait
  /// Mark rows, or take their marks away.
  case mark([Int])
  /// A command of the table, after the cursor was moved to a row.
  case command(String, row: Int?)

  /// Beside the commands of the table.
  static let own: [(usage: String, description: String)] = [
    ("NUMBER", "Open the row of that number; open, backfill, copy and others take one, too"),
    ("list, next, previous", "The rows once more, those that follow, those before"),
    ("mark NUMBERS", "Mark rows, as in “mark 2 5-7”, or take their marks away"),
    ("yes, no", "Answer what was asked"),
    ("status, wait", "What the engine does; wait until it has done what is queued"),
  ]

  /// Reads a line.
  ///
  /// - Throws: what is wrong with it; other mistakes are found when the command is run.
  init(_ line: String, model: Model) throws(CommandRefusal) {
    // Who is used to the screens types the colon, too.
    let line = line.first == ":" ? String(line.dropFirst()) : line
    let (name, argument) = Model.words(line)
    switch name {
    case "": self = .nothing
    case "yes", "y": self = .answer(yes: true)
    case "no", "n": self = .answer(yes: false)
    case "help", "?": self = .help(argument)
    case "list": self = .list(step: 0)
    case "next": self = .list(step: 1)
    case "previous": self = .list(step: -1)
    case "status": self = .status
    case "wait": self = .wait
    case "mark" where !argument.isEmpty: self = .mark(try Self.numbers(argument, model))
    default:
      if argument.isEmpty, let row = Int(name) {
        self = .command("open", row: try Self.row(row, model))
      } else if let row = Int(argument), KeyBinding.table.first(where: { $0.command == name })?.argument == .nothing {
        guard model.list.markedCount == 0 else {
          throw CommandRefusal("Rows are marked: “\(name)” takes them, or “unmark” takes the marks away")
        }
        self = .command(name, row: try Self.row(row, model))
      } else {
        self = .command(line, row: nil)
      }
    }
  }

  private static func row(_ number: Int, _ model: Model) throws(CommandRefusal) -> Int {
    guard (1...max(1, model.list.visibleCount)).contains(number), model.list.visibleCount > 0 else {
      throw CommandRefusal("There is no row \(number)")
    }
    return number
  }

  /// “2 5-7” names four rows.
  private static func numbers(_ text: String, _ model: Model) throws(CommandRefusal) -> [Int] {
    var rows: [Int] = []
    for word in text.split(separator: " ") {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
        throw CommandRefusal("“\(word)” is neither a row nor a range of rows")
      }
      rows += try row(first, model)...row(last, model)
    }
    return rows
  }
}
