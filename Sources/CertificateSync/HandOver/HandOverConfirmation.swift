import LearnerRecords
import OpenEdX

extension SyncEngine {
  /// Looks which of the tasks that were handed over have what they were for, by the copy as it is now, and forgets those.
  ///
  /// - Returns: how many were confirmed, and how many still wait.
  /// - Throws: what the databases report.
  package func confirmHandedOver(_ records: RecordStore) async throws -> (confirmed: Int, waiting: Int) {
    guard handsOver else { return (0, 0) }
    let handed = HandedOver(queue: queue)
    let tasks = try await handed.waiting()
    guard !tasks.isEmpty else { return (0, 0) }
    let drifting = try Self.drifting(tasks, records)
    let confirmed = tasks.map(\.key).filter { !drifting.contains($0) }
    if !confirmed.isEmpty { try await handed.forget(confirmed) }
    return (confirmed.count, tasks.count - confirmed.count)
  }

  /// Learners who are looked at together.
  private static let part = 500

  /// The keys of tasks that a plan for the same learners and runs would have now.
  private static func drifting(_ tasks: [HandedOver.Task], _ records: RecordStore) throws -> Set<ExactText> {
    var found: Set<ExactText> = []
    func add(_ filter: RunFilter) throws {
      let plan = try BackfillPlan.reading(records, filter, include: Set(BackfillPlan.onRequest), includingUndone: true)
      // What something else now keeps from being posted drifts all the same.
      found.formUnion(plan.tasks.map { ExactText($0.request.key) })
      for row in plan.blocked {
        let award = TaskRequest.awardCourseCertificate(username: row.username, courseRunKey: row.courseRunKey)
        found.insert(ExactText(award.key))
      }
      found.formUnion(plan.blockedPrograms.compactMap { row in row.task.map { ExactText($0.request.key) } })
    }
    let names = Set(tasks.compactMap { $0.username.map(ExactText.init) }).map(\.text).sorted()
    for start in stride(from: 0, to: names.count, by: part) {
      try add(RunFilter(users: Array(names[start..<min(start + part, names.count)])))
    }
    let runs = Set(tasks.filter { $0.username == nil }.compactMap { $0.courseRunKey.map(ExactText.init) })
    if !runs.isEmpty { try add(RunFilter(courseRuns: runs.map(\.text).sorted())) }
    return found
  }
}
