import LearnerRecords

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
    case .info: return showDetail()
    default: break
    }
    return []
  }

  private mutating func showDetail() -> [Effect] {
    switch place {
    case .groups: dialog = findings.groups.current.map { .detail(.group($0)) }
    case .group: dialog = findings.learners.current.map { .detail(.learner($0)) }
    case .record: dialog = rows.current.map { .detail(.course($0, record?.program)) }
    case .queue: openInEngine()
    case .programs: dialog = programs.current.map { .detail(.program($0)) }
    case .learners: return describe(learners.current?.username)
    case .people: return describe(people.current?.username)
    case .person(let username): return describe(username)
    case .race: break
    }
    return []
  }

  /// Asks for all that is known of a learner: a list keeps less of each.
  private mutating func describe(_ username: String?) -> [Effect] {
    guard let username else { return [] }
    pending = "reading all of \(username)"
    return [.describe(username)]
  }

  /// Shows a learner, unless something else has come up meanwhile.
  mutating func take(_ description: LearnerPrograms) {
    pending = nil
    guard dialog == nil, palette == nil, !isSearching else { return }
    switch place {
    case .learners(let program): dialog = .detail(.person(description, at: program))
    case .person: dialog = .detail(.person(description, at: personPrograms.current?.program))
    case .people: dialog = .detail(.person(description, at: nil))
    case .programs, .record, .groups, .group, .queue, .race: break
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
