import LearnerRecords
import OpenEdX

extension Model {
  /// Goes to another area, to where the operator was in it.
  mutating func go(to wanted: Area) -> [Effect] {
    guard wanted != area else { return [] }
    // What was being read for the place left is not read to its end.
    if pending != nil || longRead != nil { staleAreas.insert(area) }
    shelves[area] = AreaShelf(record: record, rows: rows, unread: unread)
    area = wanted
    visitOrigin = nil
    record = shelves[wanted]?.record
    rows = shelves[wanted]?.rows ?? Self.emptyRows
    unread = shelves[wanted]?.unread
    longRead = nil
    pending = nil
    isSearching = false
    planPlace = nil
    var wasStale = staleAreas.remove(wanted) != nil
    // A record whose reading was stopped is read when it is come back to.
    if case .record = place, record == nil { wasStale = true }
    switch place {
    case .programs: return wasStale ? [.countPrograms] : []
    case .groups, .group: return refreshFindings()
    case .queue, .race: return []
    case .learners, .record, .people, .person:
      guard wasStale else { return [] }
      pending = "reading"
      return [reload].compactMap { $0 }
    }
  }

  /// A database was changed: what is on the screen is read again, the rest when it is gone to.
  mutating func answerToChange() -> [Effect] {
    staleAreas.formUnion(Area.allCases.filter { $0 != area })
    findings.counting.isStale = true
    findings.reading.isStale = true
    switch place {
    case .groups, .group: return refreshFindings()
    case .queue, .race: return []
    case .programs, .learners, .record, .people, .person: return refresh
    }
  }
}
