import LearnerRecords

@testable import Console

/// The screens of a model by what they hold, for tests; the screen that is seen first, then those of Records.
extension Model {
  private func open<Wanted: Screen>(_ type: Wanted.Type) -> Wanted? {
    (trail.screens.reversed() + Area.allCases.flatMap { trail(of: $0).screens.reversed() })
      .lazy.compactMap { $0 as? Wanted }.first
  }

  var learners: ListState<LearnerRow> { open(LearnersScreen.self)?.rows ?? LearnersScreen(Example.paidCourses).rows }
  var programList: ListState<ProgramSummary> { open(ProgramsScreen.self)?.rows ?? ProgramsScreen().rows }
  var rows: ListState<CourseRow> { open(RecordScreen.self)?.rows ?? RecordScreen.noRows }
  var record: LearnerRecordPage? { open(RecordScreen.self)?.page }
  var visitOrigin: RecordScreen.Origin? { open(RecordScreen.self)?.origin }
  var person: LearnerPerson? { open(PersonScreen.self)?.person }
  var personPrograms: ListState<LearnerPrograms.Entry> { open(PersonScreen.self)?.rows ?? PersonScreen("").rows }
  var people: ListState<LearnerPerson> { open(PeopleScreen.self)?.rows ?? PeopleScreen().rows }
  var searchText: String { open(PeopleScreen.self)?.text ?? "" }
  var groups: ListState<FindingGroup> { open(FindingsScreen.self)?.rows ?? FindingsScreen().rows }
  var findingLearners: ListState<FindingLearner>? { open(FindingLearnersScreen.self)?.rows }
  var openGroup: FindingGroup.ID? { open(FindingLearnersScreen.self)?.group }
  var engineState: EngineState { open(EngineScreen.self)?.state ?? EngineState() }
}
