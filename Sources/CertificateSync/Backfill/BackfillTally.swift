import Credentials
import OpenEdX
import Synchronization

/// Counts what a backfill posts, post by post, as the service answers.
///
/// The rows of the tasks cannot say it: of a program's task a refusal is no failure, as in the LMS
/// (<doc:SyncFlow#Programs>), and the date of a run is one post for many rows.
package final class BackfillTally: Sendable {
  /// What was posted so far.
  package struct Count: Sendable {
    /// What was accepted, by kind; of each credential and grade the last post.
    package internal(set) var kinds = PostKinds()
    /// The programs that were refused while their task went on, and why, each with its learner.
    package internal(set) var refused: [String: [String]] = [:]
    /// Tasks whose outcome is told by ``refused`` alone.
    package internal(set) var skippedAsRefused: [String: Int] = [:]
    /// Starts of tasks that came to nothing and are repeated.
    package internal(set) var retries = 0
    /// Those of them at which the service asked to wait (429).
    package internal(set) var throttles = 0
    /// Tasks that this process brought to “done”.
    package internal(set) var done = 0
  }

  private struct State {
    /// What the plan repairs by each task, whatever another backfill enqueued the same task for.
    var findings: [ExactText: [Finding]] = [:]
    var accepted: [PostKey: PostKinds.Kind] = [:]
    var count = Count()
  }

  private let state = Mutex(State())

  /// Begins with nothing.
  package init() {}

  /// Takes the plan, to tell what each of its posts is for.
  package func begin(_ plan: BackfillPlan) {
    let findings = Dictionary(plan.tasks.map { (ExactText($0.request.key), $0.findings) }) { first, _ in first }
    state.withLock { $0.findings = findings }
  }

  /// Counts what a run of a task posted.
  package func count(_ report: SyncEngine.Report) {
    state.withLock { state in
      let findings = state.findings[ExactText(report.task.request.key)] ?? report.task.findings
      for post in report.posts {
        guard case .success(let answer) = post.result else { continue }
        switch answer.status {
        case 200..<300:
          state.accepted[post.request.key] = PostKinds.Kind(post.request, findings: findings)
        case 429: state.count.throttles += 1
        case 400..<500 where report.task.request.kind.isForPrograms && report.outcome.endsTask:
          state.count.refused["\(answer.status) \(answer.message)", default: []].append(post.request.name)
        default: break
        }
      }
      switch report.outcome {
      case .done: state.count.done += 1
      case .retry: state.count.retries += 1
      case .skipped(let text) where report.posts.contains(where: \.isRefused):
        state.count.skippedAsRefused[text, default: 0] += 1
      case .skipped, .dead, .pause: break
      }
    }
  }

  /// What was posted so far.
  package var counted: Count {
    state.withLock { state in
      var count = state.count
      for kind in state.accepted.values { count.kinds.add(kind) }
      return count
    }
  }

  /// How many rows of a plan the service has accepted posts for: those that a copy shows no change of did not follow.
  package func acceptedRows(of plan: BackfillPlan) -> Int {
    let accepted = state.withLock { Set($0.accepted.keys) }
    return plan.items.count { $0.postKeys.isSubset(of: accepted) }
      + plan.programItems.count { accepted.contains($0.postKey) }
  }
}

extension BackfillPlan.Row {
  fileprivate var postKeys: Set<PostKey> {
    let run = PostSubject.courseRun(ExactText(courseRunKey))
    return Set(
      tasks.map { task in
        switch task.request.kind {
        case .sendGrade: PostKey(.grade, username: username, subject: run)
        case .updateCertificateAvailableDate: PostKey(.configuration, username: "", subject: run)
        default: PostKey(.credential, username: username, subject: run)
        }
      }
    )
  }
}

extension BackfillPlan.ProgramRow {
  fileprivate var postKey: PostKey { PostKey(.credential, username: username, subject: .program(program)) }
}

extension PostReport {
  /// A 4xx that is about this post.
  fileprivate var isRefused: Bool {
    guard case .success(let answer) = result else { return false }
    return (400..<500).contains(answer.status) && answer.status != 429
  }
}
