import CertificateSync
import LearnerRecords
import OpenEdX

extension Model {
  /// Goes to a screen, from which `back` leads back to this one.
  mutating func enter(_ screen: any Screen) -> [Effect] {
    isSearching = false
    trail.push(screen)
    return arrive()
  }

  /// Reads what the screen just come to shows. What was begun for another one is not waited for any more.
  mutating func arrive() -> [Effect] {
    endWork()
    return screen.arrive(context)
  }

  /// Goes back to a screen of the trail, counted from its beginning.
  mutating func goBack(to index: Int) -> [Effect] {
    trail.pop(to: index)
    return arrive()
  }

  /// Goes to an area, with these screens over its first.
  mutating func go(to screens: [any Screen], in area: Area) -> [Effect] {
    self.area = area
    trail.tail = screens
    return arrive()
  }

  /// Goes to another area, to where the operator was in it.
  mutating func go(to wanted: Area) -> [Effect] {
    guard wanted != area else { return [] }
    area = wanted
    isSearching = false
    endWork()
    return screen.comeBack(isStale: staleAreas.remove(wanted) != nil, context)
  }

  /// A database was changed: what is on the screen is read again, the rest when its area is opened.
  mutating func answerToChange() -> [Effect] {
    staleAreas.formUnion(Area.allCases.filter { $0 != area })
    for area in Area.allCases { trails[area, default: Trail(ScreenRegistry.first(area))].forEach { $0.markStale() } }
    return screen.refresh(pageHeight: pageHeight, context)
  }

  /// Drops what hides rows, then stops what is read, then goes back.
  mutating func back() -> [Effect] {
    if list.rangeCount > 0 {
      edit(.dropRange)
      return []
    }
    if case .planning(screen.id, _, _) = activity {
      activity = .none
      notice = "Stopped: no plan was made"
      return [.stop(.plan)]
    }
    if let effects = screen.stopReading() { return effects }
    if !list.filter.isEmpty {
      edit(.filter(""))
      return []
    }
    if list.limit != screen.restLimit {
      edit(.limit(screen.restLimit))
      return []
    }
    if let answer = screen.perform(.back, context) { return follow(answer) }
    return trail.tail.isEmpty ? [] : goBack(to: trail.screens.count - 2)
  }

  /// Takes a look at the engine in; what has become due meanwhile is read again.
  mutating func take(_ snapshot: EngineSnapshot) -> [Effect] {
    if case .enqueued = told, let before = engine.queue, let now = snapshot.queue, before.ended != now.ended {
      told = nil
    }
    if let end = snapshot.backfillEnd { told = .backfillEnd(end) }
    engine = snapshot
    tellPlanOfPause()
    tellLeavingOfQueue()
    for area in Area.allCases { trails[area, default: Trail(ScreenRegistry.first(area))].forEach { $0.take(snapshot) } }
    return screen.readWhenDue(anyAge: false, context)
  }

  /// Reads again what is older than the databases, for somebody who asks for it once.
  package mutating func readOld() -> [Effect] { screen.readWhenDue(anyAge: true, context) }
}
