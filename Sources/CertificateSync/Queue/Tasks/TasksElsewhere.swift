import OpenEdX

/// Tasks that wait for other destinations than the one that posts go to now.
package struct TasksElsewhere: Error, Sendable, Hashable {
  /// How many tasks wait for which destination, the most first.
  package let waiting: [Waiting]
  /// Where posts go now.
  package let destination: QueueDestination

  /// The tasks of one destination.
  package struct Waiting: Sendable, Hashable {
    /// The destination.
    package let destination: QueueDestination
    /// How many wait for it.
    package let tasks: Int

    init(_ destination: QueueDestination, tasks: Int) {
      self.destination = destination
      self.tasks = tasks
    }
  }

  /// Nil when no task waits elsewhere.
  init?(_ waiting: [Waiting], destination: QueueDestination) {
    guard !waiting.isEmpty else { return nil }
    self.waiting = waiting.sorted { ($1.tasks, $0.destination.columnText) < ($0.tasks, $1.destination.columnText) }
    self.destination = destination
  }

  /// Which tasks wait where, and where posts go instead.
  package var reason: String {
    let parts = waiting.map { "\(PlanText.count($0.tasks, "task")) for \($0.destination)" }
    return "in the queue wait \(parts.joined(separator: " and ")), and posts now go to \(destination)"
  }

  /// What to do about it.
  ///
  /// - Parameter command: the command that lets them go to where posts go now.
  package func remedy(command: String) -> String {
    let sites = waiting.compactMap { if case .site(let name) = $0.destination { name } else { nil } }
    let isForCopy = waiting.contains { $0.destination == .copy }
    var ways = sites.map { "configure \($0) again" }
    if waiting.contains(where: { if case .workers = $0.destination { true } else { false } }) {
      ways.append("start with \(OptionName.via) celery")
    }
    if isForCopy { ways.append("start without a configured site") }
    ways.append("let them go to \(destination) with: \(command)")
    let text = ways.joined(separator: ", or ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension TasksElsewhere: CustomStringConvertible {
  /// One line: what waits where, and what to do.
  package var description: String { "Not posted: \(reason). \(remedy(command: CommandName.syncMove.rawValue))" }
}
