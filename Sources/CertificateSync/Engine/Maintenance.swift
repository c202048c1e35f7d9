import OpenEdX

/// What the engine does for its queue beside running tasks, and how often.
package struct Maintenance: Sendable {
  /// Seconds between looks for leases that have run out or whose process is gone.
  var rescueSeconds: Double = 15
  /// Seconds between renewals of the leases of tasks in flight; a third of a lease.
  var renewSeconds: Double = TaskQueue.leaseSeconds / 3
  /// Seconds between removals of old done and skipped tasks.
  package var pruneSeconds: Double = 60
  /// Seconds that done and skipped tasks are kept; nil keeps them for ever. A week unless set.
  package var keepSeconds: Double? = 7 * 24 * 3600
  /// Tasks removed in one transaction.
  package var pruneBatch = 500

  /// The defaults.
  package init() {}

  /// Something that is to be done now.
  enum Duty: Hashable {
    case rescue
    case renew
    case prune
  }

  /// Says when which duty is due. Pure: it is told the time.
  struct Schedule {
    private let maintenance: Maintenance
    private var next: [(duty: Duty, at: UTCTime)]

    /// Rescuing and pruning are due at once: the process before may have been killed.
    init(_ maintenance: Maintenance, from now: UTCTime) {
      self.maintenance = maintenance
      next = [(.rescue, now), (.renew, now.adding(seconds: maintenance.renewSeconds))]
      if maintenance.keepSeconds != nil { next.append((.prune, now)) }
    }

    /// The duties that are due, each put off until its next time.
    mutating func due(_ now: UTCTime) -> [Duty] {
      var duties: [Duty] = []
      for index in next.indices where next[index].at <= now {
        duties.append(next[index].duty)
        next[index].at = now.adding(seconds: seconds(next[index].duty))
      }
      return duties
    }

    /// Makes a duty due again, because it was not finished.
    mutating func again(_ duty: Duty, at now: UTCTime) {
      for index in next.indices where next[index].duty == duty { next[index].at = now }
    }

    private func seconds(_ duty: Duty) -> Double {
      switch duty {
      case .rescue: maintenance.rescueSeconds
      case .renew: maintenance.renewSeconds
      case .prune: maintenance.pruneSeconds
      }
    }
  }
}
