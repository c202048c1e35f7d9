import CertificateSync

/// The tasks that nobody runs any more when the screens are left now.
package struct LeftTasks: Sendable, Hashable {
  /// In the queue: waiting for a worker, or with one.
  var queued = 0
  /// Rows whose tasks are on the way into the queue.
  var enqueuing = 0
  /// The command that sends them.
  var command = ""

  /// What becomes of them.
  var text: String {
    var sentences: [String] = []
    if enqueuing > 0 {
      sentences.append(
        "\(PlanText.count(enqueuing, "row")) \(enqueuing == 1 ? "is" : "are") being enqueued; who quits before that is "
          + "done may have to ask for the backfill again."
      )
    }
    if queued > 0 {
      sentences.append("\(PlanText.count(queued, "task")) \(queued == 1 ? "is" : "are") not posted yet.")
    }
    if queued > 0 {
      sentences.append("Nothing is lost: they wait in the deployment, and the next start posts them, or this command:")
    }
    return sentences.joined(separator: " ") + (queued > 0 ? "\n\(command)" : "")
  }
}

extension Model {
  /// Leaves, after a question where tasks would be left that are being posted now.
  mutating func leave() -> [Effect] {
    guard let tasks = leftTasks else { return [.quit] }
    dialog = .question(.leave(tasks))
    return []
  }

  /// Says in that question how many are left by now; once none is, there is nothing to ask.
  mutating func tellLeavingOfQueue() {
    guard case .question(.leave(let shown)) = dialog, shown != leftTasks else { return }
    let offset = dialogOffset
    dialog = leftTasks.map { .question(.leave($0)) }
    dialogOffset = offset
    if dialog == nil { notice = "No task is left to wait for; \(Wording.keys.name(of: .quit)) quits" }
  }

  /// Whether that question is open.
  package var asksToLeave: Bool {
    if case .question(.leave) = dialog { return true }
    return false
  }

  /// What leaving would keep from being posted; nil for nothing. A paused queue and tasks that wait for another try would
  /// wait here as well.
  private var leftTasks: LeftTasks? {
    guard heading.readOnlyReason == nil, engine.failure == nil, let queue = engine.queue, queue.pauseReason == nil
    else {
      return nil
    }
    let tasks = LeftTasks(
      queued: queue.queued + queue.running,
      enqueuing: activity.enqueuing,
      command: heading.sendingCommand
    )
    return tasks.queued + tasks.enqueuing > 0 ? tasks : nil
  }
}
