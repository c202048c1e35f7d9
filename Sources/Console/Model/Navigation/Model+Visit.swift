import LearnerRecords
import OpenEdX

/// What was on the screen before a learner's record was asked for by name, for a name that has none.
struct VisitOrigin: Sendable {
  let area: Area
  let trail: [Place]?
  let learners: ListState<LearnerRow>
  let shelf: AreaShelf
}

extension Model {
  /// Goes to a place of the records by the trail that would have led there.
  mutating func visit(_ trail: [Place]) -> [Effect] {
    guard let last = trail.last, place != last || area != .records else { return [] }
    var origin: VisitOrigin?
    if case .record = last {
      origin = VisitOrigin(
        area: area,
        trail: trails[.records],
        learners: learners,
        shelf: AreaShelf(record: record, rows: rows, unread: unread)
      )
    }
    if area != .records { shelves[area] = AreaShelf(record: record, rows: rows, unread: unread) }
    area = .records
    trails[.records] = trail
    // The list that `back` leads to is read then; until that it may be of another program.
    learners = Self.emptyLearners
    record = nil
    rows = Self.emptyRows
    let effects = arrive()
    visitOrigin = origin
    return effects
  }

  /// Goes to a learner's record in the program at hand; where none is at hand, looks for the name among all learners.
  mutating func visitLearner(_ name: String) -> [Effect] {
    guard let program = program?.program ?? (place == .programs ? programs.current?.program : nil) else {
      return lookForPerson(name)
    }
    return visit([.programs, .learners(program), .record(username: name, program: program)])
  }

  /// Takes a learner's record; one that was asked for by name may be spelled otherwise, or have nothing in it.
  mutating func take(_ page: LearnerRecordPage, in program: ProgramUUID) -> [Effect] {
    guard case .record(let asked, program) = place else { return [] }
    let name = page.person.username
    if !CodePoints.equal(asked, name) {
      // Names are found without regard to case where nobody is called exactly so.
      guard visitOrigin != nil, FoldedText(asked).bytes == FoldedText(name).bytes else { return [] }
      trails[area]?.removeLast()
      trails[area]?.append(.record(username: name, program: program))
    }
    if page.isBlank, let origin = visitOrigin {
      let title = self.program.map { "“\($0.title)”" } ?? "the program"
      _ = restore(origin)
      let effects = goToPrograms(of: name)
      notice = "“\(name)” has nothing in \(title); here are all programs with a record of theirs"
      return effects
    }
    visitOrigin = nil
    unread = nil
    let isOpened = record == nil && findings.wantedRun == nil
    record = page
    rows.replace(CourseRow.rows(of: page))
    moveToWantedRun()
    if isOpened { moveToFirstDrift() }
    pending = nil
    return []
  }

  /// Goes back to where a record was asked for that is not there, and says so.
  mutating func leaveMissingRecord(of name: String, in program: ProgramUUID) -> [Effect] {
    guard place == .record(username: name, program: program) else { return [] }
    findings.wantedRun = nil
    let effects = visitOrigin.map { restore($0) } ?? goBack(to: max(0, (trails[area]?.count ?? 1) - 2))
    dialog = .message(
      title: "No such learner",
      text:
        "Nobody is called “\(name)”. The command “people” (p in Records) looks for a part of a name, a username, an "
        + "address or an id among all learners."
    )
    return effects
  }

  private mutating func restore(_ origin: VisitOrigin) -> [Effect] {
    area = origin.area
    trails[.records] = origin.trail
    learners = origin.learners
    record = origin.shelf.record
    rows = origin.shelf.rows
    return arrive()
  }

  /// Goes to the programs of a learner, over a search that has found the name.
  private mutating func goToPrograms(of name: String) -> [Effect] {
    peopleSearch = PeopleSearch(text: name)
    people = Self.emptyPeople
    person = nil
    personPrograms = Self.emptyPersonPrograms
    area = .records
    trails[.records] = [.programs, .people, .person(name)]
    return arrive()
  }

  private mutating func lookForPerson(_ name: String) -> [Effect] {
    let effects = area == .records ? [] : go(to: .records)
    if place != .people { _ = enter(.people) }
    pending = "reading the names of all learners"
    notice = "No program is at hand, so “\(name)” was looked for among all learners"
    return effects + searchPeople(name)
  }
}

extension LearnerRecordPage {
  /// Whether it shows nothing of the learner: no certificate and no credential in the program, and no place in their list.
  fileprivate var isBlank: Bool {
    listWord == nil && program == nil
      && rows.allSatisfy { $0.runs.allSatisfy { $0.lms == nil && $0.credential == nil } }
  }
}
