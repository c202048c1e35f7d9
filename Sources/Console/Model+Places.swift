extension Model {
  /// What the keys of the places do.
  mutating func performInPlaces(_ action: KeyBinding.Action) -> [Effect] {
    switch action {
    case .area(let area): return go(to: area)
    case .nextArea: return go(to: area.neighbour(1))
    case .previousArea: return go(to: area.neighbour(-1))
    case .nextSection, .previousSection: engineRoom.section = engineRoom.section.other
    case .pause: return pauseOrResume()
    case .retry: return retryChosen()
    case .retryAll: return askToRetryAll()
    case .logLevel: changeLogLevel()
    case .race: return openRace()
    case .info: showDetail()
    default: break
    }
    return []
  }

  private mutating func showDetail() {
    switch place {
    case .groups: dialog = findings.groups.current.map { .detail(.group($0)) }
    case .group: dialog = findings.learners.current.map { .detail(.learner($0)) }
    case .record: dialog = rows.current.map { .detail(.course($0)) }
    case .queue: openInEngine()
    case .programs, .learners, .people, .person: notice = "i tells all of a course in a record; Enter opens"
    case .race: break
    }
  }

  /// What is under way in the background, and how far it is; the list stays as it was meanwhile.
  var progress: String? {
    if let pending { return pending }
    guard place == .groups, findings.counting.isReading else { return nil }
    let percent = engine.countedPercent.map { ", \($0) %" } ?? ""
    return "counting findings\(percent)   (Esc stops)"
  }
}
