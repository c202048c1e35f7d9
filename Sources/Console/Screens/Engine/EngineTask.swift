import CertificateSync
import OpenEdX
import Terminal

/// A row of the engine's tasks, with an identity that outlives a refresh.
package struct EngineTask: Identifiable, Sendable, Hashable {
  let task: SyncTask
  /// When the look was taken, by which ages and countdowns are told.
  let now: UTCTime

  /// That of the task.
  package var id: Int64 { task.id }

  static func rows(of engine: EngineSnapshot) -> [EngineTask] {
    (engine.tasks.running + engine.tasks.retrying + grouped(engine.tasks.dead)).map {
      EngineTask(task: $0, now: engine.now)
    }
  }

  /// Dead tasks with the same answer beside each other, the answer of the most first.
  private static func grouped(_ dead: [SyncTask]) -> [SyncTask] {
    var groups: [String: (tasks: Int, first: Int)] = [:]
    for (index, task) in dead.enumerated() { groups[task.message ?? "", default: (0, index)].tasks += 1 }
    let rank = { (entry: (offset: Int, element: SyncTask)) in
      let group = groups[entry.element.message ?? ""] ?? (0, 0)
      return (-group.tasks, group.first, entry.offset)
    }
    return dead.enumerated().sorted { rank($0) < rank($1) }.map(\.element)
  }

  var isDead: Bool { task.state == .dead }

  /// The state with its mark.
  var state: (text: String, style: Style) {
    switch task.state {
    case .running: ("▸ running", Theme.good)
    case .dead: ("✗ dead", Theme.bad)
    default: ("~ retrying", Theme.middling)
    }
  }

  /// For how long it runs, when its next try is, or how long ago it was given up.
  var when: String {
    switch task.state {
    case .running: return task.started.map { "for \(Span(from: $0, to: now).text)" } ?? ""
    case .dead: return task.finished.map { "\(Span(from: $0, to: now).text) ago" } ?? ""
    default:
      return task.notBefore <= now ? "due now" : "in \(Span(from: now, to: task.notBefore).text)"
    }
  }

  /// What is done, in short; the details have the LMS's own name.
  var kindText: String { task.request.kind.shortName }

  /// The learner, or the run where the task is about a run alone.
  var subject: String { task.request.username ?? task.request.courseRunKey ?? "" }

  /// The last answer on one line.
  var message: String { task.message ?? (task.state == .running ? "no answer yet" : "") }
}
