import OpenEdX

/// Which learners and runs to put into one call of the LMS's `notify_credentials`, so that few calls send a plan's
/// certificates again and little else (<doc:SyncFlow#The-platforms-own-backfill>).
///
/// A call sends every certificate of any of its learners in any of its runs, with its grade. So learners and runs are put
/// together only while hardly a certificate of theirs is outside the plan.
struct NotifyCredentialsCalls {
  /// One call's learners and runs.
  struct Call: Hashable {
    /// By id.
    var users: Set<Int64>
    var runs: Set<ExactText>
  }

  /// A certificate: whose, and of which run.
  struct Certificate: Hashable {
    let user: Int64
    let run: ExactText
  }

  /// The calls, the one with the most learners first.
  private(set) var calls: [Call] = []
  /// How many certificates they send beside the plan's.
  private(set) var others = 0
  private let planned: [Int64: Set<ExactText>]
  private let existing: [Int64: Set<ExactText>]

  /// Finds the calls.
  ///
  /// - Parameters:
  ///   - planned: what is to be sent.
  ///   - existing: every certificate of these learners in these runs, the planned ones included.
  ///   - share: how many others may be sent for each planned one.
  init(planned: [Certificate], existing: [Certificate], share: Double = 0.02) {
    self.planned = Dictionary(grouping: planned, by: \.user).mapValues { Set($0.map(\.run)) }
    self.existing = Dictionary(grouping: existing, by: \.user).mapValues { Set($0.map(\.run)) }
    var budget = Int(Double(planned.count) * share)
    let byRun = Dictionary(grouping: planned, by: \.run).mapValues { Set($0.map(\.user)) }
    // The runs with the most learners first: the others then join where they fit.
    let widest = byRun.sorted { left, right in
      left.value.count == right.value.count ? left.key < right.key : left.value.count > right.value.count
    }
    for (run, users) in widest {
      let single = Call(users: users, runs: [run])
      var best: (place: Int, cost: Int)?
      for (place, call) in calls.enumerated() {
        let joined = Call(users: call.users.union(users), runs: call.runs.union([run]))
        let cost = unplanned(joined) - unplanned(call) - unplanned(single)
        if cost <= budget, cost < best?.cost ?? .max { best = (place, cost) }
      }
      guard let best else {
        calls.append(single)
        continue
      }
      budget -= max(best.cost, 0)
      calls[best.place].users.formUnion(users)
      calls[best.place].runs.insert(run)
    }
    others = calls.reduce(0) { $0 + unplanned($1) }
    calls.sort { left, right in
      guard left.users.count == right.users.count, let first = left.runs.min(), let second = right.runs.min() else {
        return left.users.count > right.users.count
      }
      return first < second
    }
  }

  /// How many certificates a call sends that are not planned.
  private func unplanned(_ call: Call) -> Int {
    call.users.reduce(0) { sum, user in
      let wanted = planned[user] ?? []
      return sum + (existing[user] ?? []).count { call.runs.contains($0) && !wanted.contains($0) }
    }
  }
}
