import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    // Whatever takes the keys: what else was written on the screen lies over that as well.
    if KeyBinding.action(for: key, in: area) == .redraw { return [.redraw] }
    if dialog != nil { return pressInDialog(key) }
    if isSearching { return pressInSearch(key) }
    if let palette { return press(key, in: palette) }
    // A key of another area says where it works.
    let elsewhere = { KeyBinding.table.first { $0.keys.contains(key) } }
    guard let binding = KeyBinding.binding(for: key, in: area) ?? elsewhere() else { return [] }
    return start(binding)
  }

  /// Does what a key of the table does, by whichever way it was chosen, or says why not.
  mutating func start(_ binding: KeyBinding) -> [Effect] {
    notice = nil
    if let refusal = refusalElsewhere(of: binding) {
      notice = refusal
      return []
    }
    if binding.writes, let reason = heading.readOnlyReason {
      let label = binding.label.prefix(1).uppercased() + binding.label.dropFirst()
      dialog = .message(title: "Nothing can be changed", text: "\(label) is not possible here: \(reason).")
      return []
    }
    if binding.argument.isRequired {
      openPalette(binding.command + " ")
      return []
    }
    if place == .race, performInRace(binding.action) { return [] }
    return perform(binding.action) + readOnAtEnd()
  }

  /// Where a key works that does not work here; nil for one that does.
  func refusalElsewhere(of binding: KeyBinding) -> String? {
    binding.areas.contains(area) ? nil : "“\(binding.label)” works in \(binding.areasText ?? "") only"
  }

  private mutating func perform(_ action: KeyBinding.Action) -> [Effect] {
    switch action {
    case .up: edit(.move(-1))
    case .down: edit(.move(1))
    case .pageUp: edit(.page(-pageHeight))
    case .pageDown: edit(.page(pageHeight))
    case .first: edit(.move(.min))
    case .last: edit(.move(.max))
    case .halfUp: edit(.page(-max(1, pageHeight / 2)))
    case .halfDown: edit(.page(max(1, pageHeight / 2)))
    case .redraw: return [.redraw]
    case .commands: openPalette()
    case .copy: return copyIdentity()
    case .copyCommand: return copyNextStep()
    case .export: openPalette("export csv ", proposing: exportName(.csv))
    case .snapshot, .screenshot, .program, .learner, .theme: openPalette()
    case .open: return open()
    case .back: return back()
    case .mark: edit(.toggleMark)
    case .clearMarks: edit(.clearMarks)
    case .search: isSearching = true
    case .driftOnly: edit(.limit(list.limit == .drift ? .all : .drift))
    case .limit: askForLimit()
    case .sort: askForColumn()
    case .invertSort: invertSort()
    case .markRange: edit(.toggleRange)
    case .markAll: edit(.markAll)
    case .invertMarks: edit(.invertMarks)
    case .people: return goToPeople()
    case .backfill: return askForPlan()
    case .refresh:
      if place == .groups { return countFindings() }
      guard let reload else { return [] }
      pending = "reading"
      unread = nil
      // Asked for by hand, it does not wait for its turn.
      if case .reloadLearners(let program) = reload { longRead = .learners(program) }
      return (reload.read.map { [.stop($0)] } ?? []) + [reload]
    case .help: dialog = .help(HelpState())
    case .quit: return leave()
    case .area, .nextArea, .previousArea, .nextSection, .previousSection, .pause, .retry, .retryAll, .logLevel, .race,
      .info:
      return performInPlaces(action)
    }
    return []
  }

  mutating func open() -> [Effect] {
    switch place {
    case .programs:
      guard let program = programs.current else { return [] }
      learners = Self.emptyLearners
      return enter(.learners(program.program))
    case .learners(let program):
      guard let learner = learners.current else { return [] }
      return openRecord(of: learner.username, in: program)
    case .people:
      guard let learner = people.current else { return [] }
      person = nil
      personPrograms = Self.emptyPersonPrograms
      return enter(.person(learner.username))
    case .person(let username):
      guard let program = personPrograms.current else { return [] }
      return openRecord(of: username, in: program.program)
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

  private mutating func openRecord(of username: String, in program: ProgramUUID) -> [Effect] {
    record = nil
    rows = Self.emptyRows
    return enter(.record(username: username, program: program))
  }

  /// Goes to the search over all learners, where what was looked for last still stands.
  private mutating func goToPeople() -> [Effect] {
    guard place != .people else {
      isSearching = true
      return []
    }
    let effects = enter(.people)
    pending = "reading the names of all learners"
    isSearching = true
    return effects
  }

  /// Goes to a place, from which `back` leads back to the one at hand.
  mutating func enter(_ place: Place) -> [Effect] {
    trails[area, default: [area.start]].append(place)
    return arrive()
  }

  /// Reads what the place just come to shows.
  mutating func arrive() -> [Effect] {
    visitOrigin = nil
    unread = nil
    longRead = nil
    pending = nil
    switch place {
    case .groups: return refreshFindings()
    case .queue, .race: return []
    case .group(let id):
      pending = findings.reading.isKnown ? nil : "reading"
      return readGroup(id)
    default:
      pending = "reading"
      return [reload].compactMap { $0 }
    }
  }

  private mutating func back() -> [Effect] {
    if list.rangeCount > 0 {
      edit(.dropRange)
      return []
    }
    if let effects = stopLongRead() { return effects }
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
    return goBack(to: trail.count - 2)
  }

  /// Goes back to a place of the trail, counted from its beginning.
  mutating func goBack(to index: Int) -> [Effect] {
    trails[area] = trails[area].map { Array($0.prefix(index + 1)) }
    if place == .programs {
      // What was opened from here is read anew when it is opened again; until then it would only take memory.
      learners = Self.emptyLearners
      people = Self.emptyPeople
      peopleSearch = PeopleSearch()
    }
    return arrive()
  }
}
