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
    guard let binding = KeyBinding.binding(for: key, in: area) ?? elsewhere() else {
      sayUnknown(key)
      return []
    }
    return start(binding)
  }

  /// Says once a session that a key does nothing; again and again it would be noise.
  private mutating func sayUnknown(_ key: Key) {
    guard case .character(let character) = key, !hasSaidUnknown else { return }
    hasSaidUnknown = true
    notice = "“\(character)” does nothing; ? lists the keys"
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
    return perform(binding.action) + screen.readOn(context)
  }

  /// All rows that are shown match; after the last comes the first.
  private mutating func goToMatch(_ step: Int) {
    guard !list.filter.isEmpty || screen.searchText?.isEmpty == false else {
      notice = "Nothing is searched for; / searches"
      return
    }
    let (count, position) = (list.visibleCount, list.position ?? 0)
    if count > 0 { edit(.moveTo((position + step + count) % count)) }
  }

  private mutating func toggleEnginePane() {
    wantsEngine.toggle()
    let isNarrow = wantsEngine && size.columns < Layout.leastEngineColumns
    if isNarrow { notice = "The engine is shown beside the list from \(Layout.leastEngineColumns) columns on" }
  }

  /// Where a key works that does not work here; nil for one that does.
  func refusalElsewhere(of binding: KeyBinding) -> String? {
    binding.areas.contains(area) ? nil : "“\(binding.label)” works in \(binding.areasText ?? "") only"
  }

  private mutating func perform(_ action: KeyBinding.Action) -> [Effect] {
    // Going back first drops what hides rows, on every screen.
    if action != .back, let answer = screen.perform(action, context) { return follow(answer) }
    switch action {
    case .up: edit(.move(-1))
    case .down: edit(.move(1))
    case .pageUp: edit(.page(-pageHeight))
    case .pageDown: edit(.page(pageHeight))
    case .first: edit(.move(.min))
    case .last: edit(.move(.max))
    case .halfUp: edit(.page(-max(1, pageHeight / 2)))
    case .halfDown: edit(.page(max(1, pageHeight / 2)))
    case .enginePane: toggleEnginePane()
    case .redraw: return [.redraw]
    case .commands: openPalette()
    case .copy: return copyIdentity()
    case .copyCommand: return copyNextStep()
    case .report: return copyReport(.text)
    case .export: openPalette("export csv ", proposing: exportName(.csv))
    case .snapshot, .screenshot, .program, .learner, .theme, .lms: openPalette()
    case .open: return follow(screen.open(context))
    case .back: return back()
    case .mark: edit(.toggleMark)
    case .clearMarks: edit(.clearMarks)
    case .search: isSearching = true
    case .nextMatch: goToMatch(1)
    case .previousMatch: goToMatch(-1)
    case .driftOnly: edit(.limit(list.limit == .drift ? .all : .drift))
    case .limit: askForLimit()
    case .sort: askForColumn()
    case .invertSort: invertSort()
    case .markRange: edit(.toggleRange)
    case .markAll:
      if let problem = list.filterProblem { notice = "Nothing is marked: \(problem.text(.keys))" }
      edit(.markAll)
    case .markAlike:
      let before = list.markedCount
      edit(.markAlike)
      if let problem = list.filterProblem {
        notice = "Nothing is marked: \(problem.text(.keys))"
      } else if !list.hasLikeness {
        notice = "Nothing is marked: nothing was found in this row"
      } else if list.markedCount == before {
        notice = "All rows like this one are marked already"
      }
    case .invertMarks: edit(.invertMarks)
    case .backfill: return askForPlan()
    case .refresh: return screen.readAgain(context)
    case .help: dialog = .help(HelpState())
    case .quit: return leave()
    case .area(let area): return go(to: area)
    case .nextArea: return go(to: area.neighbour(1))
    case .previousArea: return go(to: area.neighbour(-1))
    case .info: return follow(screen.info(context))
    case .screen(let kind): return follow(ScreenRegistry.type(kind)?.opened(from: screen, context) ?? .nothing)
    // Their screens do what they mean; on others they mean nothing.
    case .nextSection, .previousSection, .pause, .retry, .retryAll, .logLevel: break
    }
    return []
  }
}
