import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    if dialog != nil { return pressInDialog(key) }
    if isSearching { return pressInSearch(key) }
    if let palette { return press(key, in: palette) }
    guard let binding = KeyBinding.binding(for: key, in: area) else { return [] }
    return start(binding)
  }

  /// Does what a key of the table does, by whichever way it was chosen, or says why not.
  mutating func start(_ binding: KeyBinding) -> [Effect] {
    notice = nil
    guard binding.areas.contains(area) else {
      notice = "“\(binding.label)” works in \(binding.areasText ?? "") only"
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
    return perform(binding.action)
  }

  private mutating func perform(_ action: KeyBinding.Action) -> [Effect] {
    switch action {
    case .up: edit(.move(-1))
    case .down: edit(.move(1))
    case .pageUp: edit(.move(-pageHeight))
    case .pageDown: edit(.move(pageHeight))
    case .first: edit(.move(.min))
    case .last: edit(.move(.max))
    case .halfUp: edit(.move(-max(1, pageHeight / 2)))
    case .halfDown: edit(.move(max(1, pageHeight / 2)))
    case .redraw: return [.redraw]
    case .commands: openPalette()
    case .copy: return copyIdentity()
    case .copyCommand: return copyNextStep()
    case .export: openPalette("export csv \(exportName(.csv))")
    case .snapshot, .screenshot, .program, .learner, .theme: openPalette()
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
    case .help: dialog = .help(HelpState())
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
    return goBack(to: trail.count - 2)
  }

  /// Goes back to a place of the trail, counted from its beginning.
  mutating func goBack(to index: Int) -> [Effect] {
    trails[area] = trails[area].map { Array($0.prefix(index + 1)) }
    pending = "reading"
    return [reload]
  }

  private mutating func askForPlan() -> [Effect] {
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
