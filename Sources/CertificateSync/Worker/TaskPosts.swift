import Credentials
import Synchronization

/// What one run of a task posted, and how well the service did.
///
/// It shows neither in the task's row nor in its outcome: a program task may award several programs, others than those
/// it was enqueued for, and be refused some.
final class TaskPosts: Sendable {
  private struct State {
    var reports: [PostReport] = []
    var signs: [CircuitBreaker.Sign] = []
  }

  private let state = Mutex(State())

  /// The posts that were answered or lost, in their order.
  var reports: [PostReport] { state.withLock(\.reports) }

  /// How the service did, request by request.
  var signs: [CircuitBreaker.Sign] { state.withLock(\.signs) }

  func add(_ report: PostReport) {
    if case .failure(let error) = report.result, error.isElsewhere { return }
    state.withLock { $0.reports.append(report) }
    switch report.result {
    case .success(let answer): add(CircuitBreaker.Sign(status: answer.status))
    case .failure(let error): add(error)
    }
  }

  /// Takes a request without an answer. A fault of the configuration pauses the queue, which is rest enough.
  func add(_ error: CredentialsTransportError) {
    guard !error.isConfiguration, !error.isElsewhere, !Task.isCancelled else { return }
    add(.ill)
  }

  private func add(_ sign: CircuitBreaker.Sign?) {
    guard let sign else { return }
    state.withLock { $0.signs.append(sign) }
  }
}
