import OpenEdX
import Synchronization

/// What was posted and accepted, the last post of each credential, so that it can be read back.
package final class PostedCredentials: Sendable {
  private struct State {
    var posts: [ExactText: PostedCredential] = [:]
    var grades: Set<PostKey> = []
  }

  private let state = Mutex(State())

  /// Begins with nothing.
  package init() {}

  /// The last accepted post of each credential, by learner.
  package var posts: [PostedCredential] {
    state.withLock { $0.posts.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// How many grades were accepted, each once.
  package var gradeCount: Int { state.withLock { $0.grades.count } }

  /// Keeps a post that was accepted.
  package func keep(_ report: PostReport) {
    guard report.accepted != nil else { return }
    if let post = PostedCredential(report.request) {
      state.withLock { $0.posts[post.key] = post }
    } else if case .grade = report.request {
      state.withLock { _ = $0.grades.insert(report.request.key) }
    }
  }
}
