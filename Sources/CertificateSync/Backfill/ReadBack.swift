import Credentials
import OpenEdX
import Synchronization

/// Reads back what was posted, learner by learner, and says what differs.
package struct ReadBack: Sendable {
  /// What was found.
  package struct Result: Sendable, Hashable {
    /// How many posts were held against what is stored.
    package var compared = 0
    /// What differs, a line each.
    package var differences: [String] = []
    /// Learners whose credentials could not be read, with the reason.
    package var unread: [String] = []
    /// Learners that were not even asked for, because reading had failed for several in a row or is not allowed.
    package var untried = 0
    /// Whether the account has no right to read.
    package var isForbidden = false
  }

  private let reading: any CredentialsReading
  private let limits: EngineLimits
  /// Seconds before each further try of one learner; a service under load fails now and then.
  private let waits: [Double]

  /// Takes where to read, and how many learners at once and how often a second.
  package init(_ reading: any CredentialsReading, limits: EngineLimits, waits: [Double] = [1, 3]) {
    self.reading = reading
    self.limits = limits
    self.waits = waits
  }

  /// Reads the learners of the posts and compares.
  package func compare(_ posts: [PostedCredential]) async -> Result {
    var byLearner: [(username: String, posts: [PostedCredential])] = []
    for post in posts {
      if let last = byLearner.last, CodePoints.equal(last.username, post.username) {
        byLearner[byLearner.count - 1].posts.append(post)
      } else {
        byLearner.append((post.username, [post]))
      }
    }
    let course = Course(limits)
    var parts = [Result](repeating: Result(), count: byLearner.count)
    // The first one alone: an account that may not read is told so once.
    if let first = byLearner.first { parts[0] = await read(first.username, first.posts, course) }
    await withTaskGroup(of: (Int, Result).self) { group in
      for (index, learner) in byLearner.enumerated().dropFirst() {
        if index > limits.concurrency, let (place, part) = await group.next() { parts[place] = part }
        group.addTask { (index, await read(learner.username, learner.posts, course)) }
      }
      for await (place, part) in group { parts[place] = part }
    }
    return parts.reduce(into: Result()) { sum, part in
      sum.compared += part.compared
      sum.differences += part.differences
      sum.unread += part.unread
      sum.untried += part.untried
      sum.isForbidden = sum.isForbidden || part.isForbidden
    }
  }

  private func read(_ username: String, _ posts: [PostedCredential], _ course: Course) async -> Result {
    var result = Result()
    guard course.isHopeful else {
      result.untried = 1
      return result
    }
    var reason = ""
    for wait in [0] + waits {
      do {
        try await Task.sleep(for: .seconds(wait + course.reserve()))
        let held = try await reading.credentials(username: username)
        course.tell(isRead: true)
        result.compared = posts.count
        result.differences = posts.compactMap { $0.difference(from: held) }
        return result
      } catch let error as CredentialsTransportError {
        reason = error.reason
        result.isForbidden = error.isForbidden
        if error.isConfiguration || error.isForbidden { break }
      } catch {
        break
      }
    }
    if result.isForbidden { course.giveUp() } else { course.tell(isRead: false) }
    result.unread = ["\(username): \(reason)"]
    return result
  }
}

/// What the learners that are read at once share: one rate limiter, and whether reading works at all.
private final class Course: Sendable {
  private let limiter: Mutex<RateLimiter?>
  private let failed = Mutex(0)

  /// An account that may post but not read would else have every learner tried several times.
  private static let patience = 5

  init(_ limits: EngineLimits) { limiter = Mutex(limits.requestsPerSecond.map { RateLimiter(requestsPerSecond: $0) }) }

  /// Takes the next moment and says how many seconds it is away.
  func reserve() -> Double { limiter.withLock { $0?.reserve(now: .now) ?? 0 } }

  /// No later reading can fare better.
  func giveUp() { failed.withLock { $0 = Self.patience } }

  func tell(isRead: Bool) { failed.withLock { $0 = isRead ? 0 : $0 + 1 } }

  var isHopeful: Bool { failed.withLock { $0 } < Self.patience }
}
