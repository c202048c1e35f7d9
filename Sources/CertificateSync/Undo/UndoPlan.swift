import Credentials
import OpenEdX

/// What undoing a run would post: which of its credentials are taken back, and which are left as they are and why.
package struct UndoPlan: Sendable {
  /// A post of the run that is not taken back.
  package struct LeftOut: Sendable, Hashable {
    /// The post.
    package let post: RunPost
    /// Why it stays.
    package let reason: String
  }

  /// The run.
  package let run: JournalRun
  /// The posts that are taken back.
  package private(set) var posts: [RunPost] = []
  /// Those that stay.
  package private(set) var leftOut: [LeftOut] = []
  /// How many are taken back already.
  package private(set) var reversed = 0

  /// Makes the plan.
  ///
  /// - Parameters:
  ///   - held: what Credentials holds of each learner of the run now, by the name that was posted.
  ///   - userIDs: the learners' ids in the LMS; those that it does not know are not among them.
  package init(_ run: JournalRun, held: [ExactText: [ListedCredential]], userIDs: [ExactText: Int64]) {
    self.run = run
    for post in run.posts {
      let name = ExactText(post.username)
      switch post.decision(by: held[name] ?? []) {
      case .reverse where post.reversed(lmsUserID: userIDs[name]) == nil:
        leftOut.append(LeftOut(post: post, reason: RunPost.unknownLearner))
      case .reverse: posts.append(post)
      case .isReversed: reversed += 1
      case .leave(let reason): leftOut.append(LeftOut(post: post, reason: reason))
      }
    }
  }

  /// Whether nothing is posted.
  package var isEmpty: Bool { posts.isEmpty }

  /// How many posts of credentials stay that were to be taken back.
  package var remaining: Int { leftOut.count }

  /// The tasks, one for each post.
  var tasks: [PlannedTask] { posts.map { PlannedTask(request: $0.request) } }
}

extension RunPost {
  /// Why a program cannot be awarded again.
  static let unknownLearner = "the LMS does not know the learner, and the award of a program names their id"
}
