import LearnerRecords
import OpenEdX

extension Model {
  /// Goes to the learners of a program.
  mutating func visitProgram(_ program: ProgramUUID) -> [Effect] {
    guard screen.id != .learners(program) else { return [] }
    return go(to: [LearnersScreen(program)], in: .records)
  }

  /// Goes to a learner's record in the program of the screen; where it is about none, looks for the name among all
  /// learners.
  mutating func visitLearner(_ name: String) -> [Effect] {
    guard let program = screen.programUnderCursor, programs.contains(where: { $0.program == program }) else {
      return lookForPerson(name)
    }
    guard screen.id != .record(username: name, program: program) || area != .records else { return [] }
    let tails = [Area.records: trail(of: .records).tail].merging([area: trail.tail]) { $1 }
    let origin = RecordScreen.Origin(area: area, tails: tails)
    let record = RecordScreen(username: name, program: program, origin: origin)
    return go(to: [LearnersScreen(program), record], in: .records)
  }

  private mutating func lookForPerson(_ name: String) -> [Effect] {
    var effects = area == .records ? [] : go(to: .records)
    if !(screen is PeopleScreen) { _ = enter(PeopleScreen()) }
    notice = "The screen is about no program, so “\(name)” was looked for among all learners"
    effects += screen.search(name)
    return effects
  }
}
