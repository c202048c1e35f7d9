import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    if dialog != nil { return pressInDialog(key) }
    if isSearching { return pressInSearch(key) }
    guard let action = KeyBinding.action(for: key, in: area) else { return [] }
    notice = nil
    if place == .race, performInRace(action) { return [] }
    return perform(action) + readOnAtEnd()
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
      if place == .groups { return countFindings() }
      guard let reload else { return [] }
      pending = "reading"
      return [reload]
    case .help: dialog = .help
    case .quit: return [.quit]
    case .area, .nextArea, .previousArea, .nextSection, .previousSection, .pause, .retry, .retryAll, .logLevel, .race,
      .info:
      return performInPlaces(action)
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
    case .groups: return openGroup()
    case .group: return openFindingLearner()
    case .queue:
      openInEngine()
      return []
    case .race: return []
    }
  }

  /// Goes to a place, from which `back` leads back to the one at hand.
  mutating func enter(_ place: Place) -> [Effect] {
    trails[area, default: [area.start]].append(place)
    return arrive()
  }

  /// Reads what the place just come to shows.
  private mutating func arrive() -> [Effect] {
    switch place {
    case .groups: return refreshFindings()
    case .queue: return []
    case .group(let id):
      pending = findings.reading.isKnown ? nil : "reading"
      return readGroup(id)
    default:
      pending = "reading"
      return [reload].compactMap { $0 }
    }
  }

  private mutating func back() -> [Effect] {
    if !list.filter.isEmpty {
      edit(.filter(""))
      return []
    }
    if list.limit != restLimit {
      edit(.limit(restLimit))
      return []
    }
    if place == .groups, findings.counting.isReading { return [.stopCounting] }
    guard let trail = trails[area], trail.count > 1 else { return [] }
    trails[area] = trail.dropLast()
    pending = nil
    return arrive()
  }

  private mutating func askForPlan() -> [Effect] {
    if let reason = heading.readOnlyReason {
      dialog = .message(title: "Nothing can be changed", text: "Backfill is not possible here: \(reason).")
      return []
    }
    guard let scope = backfillScope() else {
      if notice != nil { return [] }
      notice = "Nothing to backfill: there is no certificate or credential in what is chosen"
      return []
    }
    pending = "making the plan"
    planPlace = place
    return [.plan(scope)]
  }

  /// The marked rows, or the current one, by their identity at this key press.
  private mutating func backfillScope() -> BackfillScope? {
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
    case .groups: return scopeOfGroups()
    case .group(let id): return scopeOfLearners(of: id)
    case .queue, .race: return nil
    }
  }
}
