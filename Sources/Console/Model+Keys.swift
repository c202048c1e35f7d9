import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    if dialog != nil { return pressInDialog(key) }
    if isSearching { return pressInSearch(key) }
    guard let action = KeyBinding.action(for: key) else { return [] }
    notice = nil
    return perform(action)
  }

  private mutating func perform(_ action: KeyBinding.Action) -> [Effect] {
    switch action {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -pageHeight)
    case .pageDown: move(by: pageHeight)
    case .first: move(by: .min)
    case .last: move(by: .max)
    case .open: return open()
    case .back: return back()
    case .mark: mark()
    case .clearMarks: clearMarks()
    case .search: isSearching = true
    case .driftOnly: setLimit(limit == .drift ? .all : .drift)
    case .limit: askForLimit()
    case .backfill: return askForPlan()
    case .refresh:
      pending = "reading"
      return [reload]
    case .help: dialog = .help
    case .quit: return [.quit]
    }
    return []
  }

  mutating func move(by step: Int) {
    switch place {
    case .programs: programs.move(by: step)
    case .learners: learners.move(by: step)
    case .record: rows.move(by: step)
    }
  }

  private mutating func mark() {
    switch place {
    case .programs: programs.toggleMark()
    case .learners: learners.toggleMark()
    case .record: rows.toggleMark()
    }
  }

  private mutating func clearMarks() {
    switch place {
    case .programs: programs.clearMarks()
    case .learners: learners.clearMarks()
    case .record: rows.clearMarks()
    }
  }

  private mutating func open() -> [Effect] {
    switch place {
    case .programs:
      guard let program = programs.current else { return [] }
      place = .learners(program.program)
      learners = Self.emptyLearners
    case .learners(let program):
      guard let learner = learners.current else { return [] }
      place = .record(username: learner.person.username, program: program)
      record = nil
      rows = Self.emptyRows
    case .record:
      dialog = rows.current.map(Dialog.details)
      return []
    }
    pending = "reading"
    return [reload]
  }

  private mutating func back() -> [Effect] {
    if !filter.isEmpty {
      setFilter("")
      return []
    }
    if limit != .all {
      setLimit(.all)
      return []
    }
    switch place {
    case .programs: return []
    case .learners: place = .programs
    case .record(_, let program): place = .learners(program)
    }
    pending = "reading"
    return [reload]
  }

  private mutating func askForPlan() -> [Effect] {
    if let reason = heading.readOnlyReason {
      dialog = .message(title: "Nothing can be changed", text: "Backfill is not possible here: \(reason).")
      return []
    }
    guard let scope = backfillScope else {
      notice = "Nothing to backfill: there is no certificate or credential in what is chosen"
      return []
    }
    pending = "making the plan"
    planPlace = place
    return [.plan(scope)]
  }

  /// The marked rows, or the current one, by their identity at this key press.
  private var backfillScope: BackfillScope? {
    switch place {
    case .programs:
      let chosen = programs.chosen.map(\.program)
      return chosen.isEmpty ? nil : .programs(chosen)
    case .learners(let program):
      let chosen = learners.chosen.map(\.person.username)
      return chosen.isEmpty ? nil : .learners(chosen, program: program)
    case .record(let username, _):
      let chosen = rows.chosen.flatMap { $0.row.runs.map(\.courseRun) }
      return chosen.isEmpty ? nil : .runs(username: username, courseRunKeys: chosen)
    }
  }
}
