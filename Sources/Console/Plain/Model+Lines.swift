import Terminal

/// What a session without a screen does to the model, beside running commands and answering events.
extension Model {
  /// Refuses a command that does not work in this area.
  package func requireHere(_ command: String) throws(CommandRefusal) {
    if let refusal = refusalElsewhere(of: try self.command(named: Self.words(command).name)) {
      throw CommandRefusal(refusal)
    }
  }

  /// Refuses a line whose first word is no command.
  package func checkName(of line: String) throws(CommandRefusal) { _ = try command(named: Self.words(line).name) }

  /// Whether learners are searched among all.
  package var isAtPeople: Bool { screen is PeopleScreen }

  /// Looks for a text among all learners.
  package mutating func look(forPeople text: String) -> [Effect] {
    isSearching = false
    return screen.search(text)
  }

  /// How many rows are shown.
  package var visibleRows: Int { list.visibleCount }

  /// The first row of the page that a list begins with: the log begins with its newest lines.
  package var firstRowTold: Int { screen.plainFirstRow }

  /// Moves the cursor to a row; the first is 1.
  package mutating func moveTo(row: Int) { edit(.move(row - 1 - (list.position ?? 0))) }

  /// Marks rows, or takes their marks away; the first is 1.
  package mutating func mark(rows: [Int]) {
    for row in rows {
      moveTo(row: row)
      edit(.toggleMark)
    }
  }

  /// Runs a command as it is typed. A filter that cannot be read changes nothing.
  package mutating func runLine(_ line: String) throws(CommandRefusal) -> [Effect] {
    let before = list.filter
    let (name, argument) = Self.words(line)
    let isFilter = try command(named: name).action == .search && !argument.isEmpty
    let effects = try run(line)
    guard isFilter, let problem = list.filterProblem else { return effects }
    edit(.filter(before))
    throw CommandRefusal(problem.text(.commands))
  }

  /// Chooses in the open dialog by number; the first is 1.
  package mutating func choose(_ number: Int) -> [Effect] {
    switch dialog {
    case .limits(let choices, _):
      dialog = .limits(choices, cursor: number - 1)
      return handle(.key(.enter))
    case .columns(let choices, _):
      dialog = .columns(choices, cursor: number - 1)
      return handle(.key(.enter))
    case .confirm: return "\(number)".flatMap { handle(.key(.character($0))) }
    default: return []
    }
  }

  /// Whether the reason of a pause is asked for.
  package var asksForPauseReason: Bool {
    if case .pauseReason = dialog { return true }
    return false
  }

  /// Gives the reason of a pause.
  package mutating func pause(reason: String) -> [Effect] {
    dialog = .pauseReason(reason)
    return handle(.key(.enter))
  }

  /// The line about what was just done, which is told once.
  package mutating func takeNotice() -> String? {
    defer { notice = nil }
    return notice
  }

  /// Closes the line or search that a key would open for typing.
  ///
  /// - Returns: what has to be typed whole in its place.
  package mutating func closeTyping() -> [String] {
    defer { (palette, isSearching) = (nil, false) }
    return (palette.map { ["Type it whole, as in: \($0.text)"] } ?? [])
      + (isSearching ? ["Type it whole, as in: search paid"] : [])
  }

  /// Closes a dialog that was told and asks nothing.
  package mutating func closeDialog() { dialog = nil }
}
