import CertificateSync
import LearnerRecords
import Logging
import OpenEdX

/// What the engine's screen holds beside the last look.
struct EngineState: Sendable {
  enum Section: Sendable, Hashable, CaseIterable {
    case tasks, log

    var other: Section { self == .tasks ? .log : .tasks }
  }

  /// Which section the keys go to.
  var section = Section.tasks
  var tasks = ListState(
    ListTraits<EngineTask>(
      contains: { $1.isIn($0.task.request.key) || $1.isIn($0.state.text) || $1.isIn($0.message) },
      findings: { _ in [] },
      fields: [
        "user": { $1.isIn($0.subject) },
        "state": { $1.isIn($0.state.text) },
        "task": { $1.isIn($0.kindText) },
        "answer": { $1.isIn($0.message) },
        "run": { $1.isIn($0.task.request.courseRunKey ?? "") },
        "org": { $1.isIn((try? CourseKey($0.task.request.courseRunKey ?? ""))?.org ?? "") },
      ],
      columns: EngineRoomView.taskColumns(in: .utc),
      alike: { "\($0.state.text) \($0.message)" }
    )
  )
  var log = ListState(
    ListTraits<LogRow>(
      contains: { $1.isIn($0.line.message) || $1.isIn($0.line.level.rawValue) },
      findings: { _ in [] },
      fields: ["level": { $1.isIn($0.line.level.rawValue) }],
      columns: EngineRoomView.logColumns(in: .utc),
      alike: { $0.line.message }
    )
  )
  /// Whether the log's cursor goes along with the newest line.
  var isFollowing = true
  /// From which level on lines are shown.
  var threshold = LogThreshold.all
  var history = EngineHistory()

  /// Takes a look in.
  mutating func take(_ engine: EngineSnapshot) {
    tasks.replace(EngineTask.rows(of: engine))
    if let sample = engine.sample { history.add(sample) }
    takeLog(engine)
  }

  mutating func takeLog(_ engine: EngineSnapshot) {
    log.replace(LogRow.rows(of: engine, from: threshold))
    if isFollowing { log.apply(.move(.max)) }
  }

  /// Remembers what is shown of the section that the keys go to.
  mutating func settle(height: Int) {
    switch section {
    case .tasks: tasks.settle(height: height)
    case .log: log.settle(height: height)
    }
  }

  /// Changes the list of the section that the keys go to.
  mutating func apply(_ edit: ListEdit) {
    switch section {
    case .tasks: tasks.apply(edit)
    case .log:
      log.apply(edit)
      if edit.movesCursor { isFollowing = log.position.map { $0 == log.visible.count - 1 } ?? true }
      if case .filter = edit, isFollowing { log.apply(.move(.max)) }
    }
  }
}
