import LearnerRecords
import OpenEdX

extension Model {
  /// Goes to another area, to where the operator was in it.
  mutating func go(to wanted: Area) -> [Effect] {
    guard wanted != area else { return [] }
    shelves[area] = AreaShelf(record: record, rows: rows)
    area = wanted
    record = shelves[wanted]?.record
    rows = shelves[wanted]?.rows ?? Self.emptyRows
    pending = nil
    isSearching = false
    planPlace = nil
    let wasStale = staleAreas.remove(wanted) != nil
    switch place {
    case .programs: return wasStale ? [.countPrograms] : []
    case .groups, .group: return refreshFindings()
    case .queue, .race: return []
    case .learners, .record:
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
    case .programs: return [.countPrograms]
    case .groups, .group: return refreshFindings()
    case .queue, .race: return []
    case .learners, .record:
      if area == .records { return [reload, .countPrograms].compactMap { $0 } }
      return [reload].compactMap { $0 }
    }
  }
}
