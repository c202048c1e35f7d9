import LearnerRecords
import OpenEdX
import Terminal

extension Model {
  /// Takes an event in and says what is to be done for it.
  public mutating func handle(_ event: ConsoleEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .resized(let size): self.size = size
    case .programs(let programs):
      take(programs)
      if place == .programs { pending = nil }
    case .learners(let program, let learners):
      // An answer that was overtaken by a move to another place is not for this screen.
      guard place == .learners(program) else { return [] }
      self.learners.replace(learners)
      pending = nil
    case .record(let program, let record):
      guard place == .record(username: record.person.username, program: program) else { return [] }
      self.record = record
      rows.replace(CourseRow.rows(of: record))
      pending = nil
    case .engine(let snapshot): engine = snapshot
    case .dataChanged: return place == .programs ? [.countPrograms] : [reload, .countPrograms]
    case .planned(let plan):
      pending = nil
      dialog = .confirm(plan, offset: 0)
    case .enqueued(let count):
      pending = nil
      notice = "\(count) \(count == 1 ? "task" : "tasks") enqueued; the rows change as the engine posts them"
      rows.clearMarks()
      learners.clearMarks()
      programs.clearMarks()
    case .failed(let reason):
      pending = nil
      dialog = .message(title: "This did not work", text: reason)
    }
    return []
  }

  /// The list comes first and its counts later; until then the counts of before stand.
  private mutating func take(_ new: [ProgramSummary]) {
    let known = Dictionary(programs.rows.map { ($0.program, $0.counts) }, uniquingKeysWith: { $1 })
    programs.replace(
      new.map { program in
        var program = program
        if program.counts == nil, let counts = known[program.program] { program.counts = counts }
        return program
      }
    )
  }
}
