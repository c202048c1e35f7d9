/// A line of the plain mode: what a screen's keys and dialogs do, said in words.
package enum PlainCommand: Hashable {
  case nothing
  /// The answer to what was asked.
  case answer(yes: Bool)
  /// The commands, as far as they have a text.
  case help(String)
  /// The rows: those of this page, or so many pages on.
  case list(step: Int)
  /// What the engine does.
  case status
  /// Wait until the engine has done what is queued.
  case wait
  /// Mark rows, or take their marks away.
  case mark([Int])
  /// The choice of that number, of those that were told last.
  case choose(Int)
  /// Pause the queue for a reason; the one that was asked for, or one that came with the command.
  case pause(reason: String)
  /// Look for learners among all.
  case people(String)
  /// A command of the table, after the cursor was moved to a row.
  case command(String, row: Int?)

  /// Beside the commands of the table.
  static let own: [(usage: String, description: String)] = [
    ("NUMBER", "Open the row of that number; open, backfill, copy and others take one, too"),
    ("list, next, previous", "The rows once more, those that follow, those before"),
    ("mark NUMBERS", "Mark rows, as in “mark 2 5-7”, or take their marks away"),
    ("yes, no", "Answer what was asked; where choices are told with numbers, a NUMBER chooses"),
    ("status, wait", "What the engine does; wait until it has done what is queued"),
  ]

  /// Reads a line.
  ///
  /// - Throws: what is wrong with it; other mistakes are found when the command is run.
  package init(_ line: String, model: Model) throws(CommandRefusal) {
    // Who is used to the screens types the colon, too.
    let line = line.first == ":" ? String(line.dropFirst()) : line
    let (name, argument) = Model.words(line)
    if let answer = try Self.answer(line, model) {
      self = answer
      return
    }
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
      // A name that is none is found when the command is run.
      let binding = try? model.command(named: name)
      if binding?.action == .people, !argument.isEmpty {
        self = .people(argument)
      } else if binding?.action == .search, !argument.isEmpty, model.screen.searchText != nil {
        self = .people(argument)
      } else if binding?.action == .pause, !argument.isEmpty {
        self = .pause(reason: argument)
      } else if argument.isEmpty, let row = Int(name) {
        self = .command("open", row: try Self.row(row, model))
      } else if let row = Int(argument), binding?.argument == .nothing {
        guard model.list.markedCount == 0 else {
          throw CommandRefusal("Rows are marked: “\(name)” takes them, or “unmark” takes the marks away")
        }
        self = .command(name, row: try Self.row(row, model))
      } else {
        self = .command(line, row: nil)
      }
    }
  }

  /// What a line means as the answer to what is open; nil for a command of its own.
  private static func answer(_ line: String, _ model: Model) throws(CommandRefusal) -> PlainCommand? {
    guard let dialog = model.dialog else { return nil }
    if case .pauseReason = dialog {
      let reason = String(line.drop { $0 == " " })
      // Who leaves gives no reason, and a yes is none.
      switch reason {
      case "", "no", "n", "quit": return nil
      case "yes", "y": throw CommandRefusal("That is no reason: \(PlainLines.prompt(dialog) ?? "")")
      default: return .pause(reason: reason)
      }
    }
    guard let number = Int(line.filter { $0 != " " }) else { return nil }
    let choices = PlainLines.choices(dialog)
    guard !choices.isEmpty else { throw CommandRefusal("No number was asked for: \(PlainLines.prompt(dialog) ?? "")") }
    guard (1...choices.count).contains(number) else { throw CommandRefusal("There is no choice \(number)") }
    return .choose(number)
  }

  private static func row(_ number: Int, _ model: Model) throws(CommandRefusal) -> Int {
    guard number > 0, number <= model.list.visibleCount else {
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
