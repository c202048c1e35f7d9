import Credentials
import DatabaseFile
import LMS
import OpenEdX

/// Lets posts pass for the learners alone whose shards this process holds.
package struct ShardGate: Sendable {
  /// The shards.
  package let held: HeldShards
  private let lms: LMSDatabase
  private let holds: @Sendable (Int) async -> Bool

  /// Takes the shards, and the database by which learners are sorted into them.
  ///
  /// - Parameter holds: asks the server whether the lock of a shard is held; false also when it cannot be asked.
  package init(_ held: HeldShards, lms: LMSDatabase, holds: @escaping @Sendable (Int) async -> Bool) {
    self.held = held
    self.lms = lms
    self.holds = holds
  }

  /// How long after the question whether a shard is held something may still be sent for it.
  package static let validity = Duration.seconds(2)

  /// Right before something is sent: asks the server whether the lock is still held.
  ///
  /// An answer that was long in coming, e.g. because this process was paused, says little of now: it is asked again.
  ///
  /// - Returns: the moment by which it must be sent.
  /// - Throws: `CredentialsTransportError` when it is not, so that nothing is sent.
  package func check(_ username: String?) async throws(CredentialsTransportError) -> ContinuousClock.Instant {
    let shard = try shard(of: username)
    for _ in 0..<Self.questions {
      let asked = ContinuousClock.now
      guard await holds(shard), held.hasWaited(shard) else { throw elsewhere(shard) }
      if ContinuousClock.now - asked < Self.validity / 2 { return asked + Self.validity }
    }
    throw CredentialsTransportError(
      "the LMS's database server answers too slowly to be sure that shard \(shard) is still held",
      isUnsent: true
    )
  }

  private static let questions = 10

  /// Begins a post, for which the shard is kept until ``end(_:)``.
  ///
  /// - Returns: the shard.
  /// - Throws: `CredentialsTransportError` when another process has the learner, so that nothing is sent.
  func begin(_ username: String?) throws(CredentialsTransportError) -> Int {
    let shard = try shard(of: username)
    guard held.begin(shard) else { throw elsewhere(shard) }
    return shard
  }

  func end(_ shard: Int) { held.end(shard) }

  /// What a task ends with that is not for this process; nil for one that is.
  func refusal(_ request: TaskRequest) -> TaskOutcome? {
    do throws(CredentialsTransportError) {
      let shard = try shard(of: request.username)
      return held.isReady(shard) ? nil : .skipped(elsewhere(shard).reason)
    } catch {
      return TaskOutcome(unanswered: error)
    }
  }

  /// Which of the tasks may be posted now, with the numbers of the holds.
  ///
  /// - Parameter ready: the shards that were ready before the data was read from which the tasks come.
  /// - Throws: `DatabaseFileError`.
  func holds(
    of tasks: [PlannedTask],
    ready: [Int: Int]
  ) throws(DatabaseFileError) -> @Sendable (PlannedTask) -> Int? {
    let ids = try lms.userIDs(of: tasks.compactMap(\.request.username))
    let held = held
    return { task in ready[held.shard(of: task.request.username.flatMap { ids[ExactText($0)] })] }
  }

  private func shard(of username: String?) throws(CredentialsTransportError) -> Int {
    guard let username else { return held.shard(of: nil) }
    do throws(DatabaseFileError) {
      return held.shard(of: try lms.userIDs(of: [username])[ExactText(username)])
    } catch {
      throw CredentialsTransportError("the LMS could not be read: \(error)", isUnsent: true)
    }
  }

  private func elsewhere(_ shard: Int) -> CredentialsTransportError {
    CredentialsTransportError(
      "shard \(shard) of the learners is not this process's to post for now; the process that holds it finds what is lost",
      isUnsent: true,
      isElsewhere: true
    )
  }
}
