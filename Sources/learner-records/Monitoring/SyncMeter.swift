import CertificateSync
import Credentials
import Monitoring
import Synchronization

/// Counts what the engine of this process does, from its start.
final class SyncMeter: Sendable {
  /// What came of a post.
  enum Outcome: String, CaseIterable {
    /// The service took it.
    case accepted
    /// The service refused it with a status below 500.
    case refused
    /// The service failed at it, with 500 or more.
    case failed
    /// There was no answer.
    case unanswered

    init(_ report: PostReport) {
      switch report.result {
      case .success(let answer) where answer.isSuccess: self = .accepted
      case .success(let answer): self = answer.status < 500 ? .refused : .failed
      case .failure: self = .unanswered
      }
    }
  }

  private let counts = Mutex<[Outcome: Int]>([:])
  private let done = Mutex(0)

  /// Takes what was posted for a task.
  func count(_ report: SyncEngine.Report) {
    counts.withLock { counts in
      for post in report.posts { counts[Outcome(post), default: 0] += 1 }
    }
    if case .done = report.outcome { done.withLock { $0 += 1 } }
  }

  /// The tasks that were handed to the site's workers: all that were done, where they post.
  var handedOver: MetricFamily {
    MetricFamily(
      "handed_over",
      "Tasks that were handed to the site's workers.",
      kind: .counter,
      Double(done.withLock { $0 })
    )
  }

  /// The posts by what came of them; each outcome has a sample, also at 0.
  var posts: MetricFamily {
    let counts = counts.withLock { $0 }
    var family = MetricFamily("posts", "Posts to the Credentials service, by what came of them.", kind: .counter)
    for outcome in Outcome.allCases { family.add(Double(counts[outcome] ?? 0), ["outcome": outcome.rawValue]) }
    return family
  }
}
