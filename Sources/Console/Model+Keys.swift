import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    if dialog != nil { return pressInDialog(key) }
    if isSearching { return pressInSearch(key) }
    guard let action = KeyBinding.action(for: key, in: area) else { return [] }
    notice = nil
    return perform(action)
  }

  private mutating func perform(_ action: KeyBinding.Action) -> [Effect] {
    switch action {
    case .up: edit(.move(-1))
    case .down: edit(.move(1))
    case .pageUp: edit(.move(-pageHeight))
    case .pageDown: edit(.move(pageHeight))
    case .first: edit(.move(.min))
    case .last: edit(.move(.max))
    case .open: return open()
    case .back: return back()
    case .mark: edit(.toggleMark)
    case .clearMarks: edit(.clearMarks)
    case .search: isSearching = true
    case .driftOnly: edit(.limit(list.limit == .drift ? .all : .drift))
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

  private mutating func open() -> [Effect] {
    switch place {
    case .programs:
      guard let program = programs.current else { return [] }
      learners = Self.emptyLearners
      return enter(.learners(program.program))
    case .learners(let program):
      guard let learner = learners.current else { return [] }
      record = nil
      rows = Self.emptyRows
      return enter(.record(username: learner.person.username, program: program))
    case .record:
      dialog = rows.current.map(Dialog.details)
      return []
    }
  }

  /// Goes to a place, from which `back` leads back to the one at hand.
  private mutating func enter(_ place: Place) -> [Effect] {
    trails[area, default: [area.start]].append(place)
    pending = "reading"
    return [reload]
  }

  private mutating func back() -> [Effect] {
    if !list.filter.isEmpty {
      edit(.filter(""))
      return []
    }
    if list.limit != .all {
      edit(.limit(.all))
      return []
    }
    guard let trail = trails[area], trail.count > 1 else { return [] }
    trails[area] = trail.dropLast()
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
