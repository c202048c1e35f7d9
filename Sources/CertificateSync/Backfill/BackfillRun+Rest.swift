import LearnerRecords
import OpenEdX

extension BackfillRun {
  /// What drifts of the rows that were planned.
  package struct Rest: Sendable, Hashable {
    /// How many of them drift still, or again.
    package var rows = 0
    /// By what is found in them now.
    package var findings: [Finding: Int] = [:]

    mutating func add(_ found: [Finding]) {
      let drift = found.filter { $0.kind == .drift }
      guard !drift.isEmpty else { return }
      rows += 1
      for finding in drift { findings[finding, default: 0] += 1 }
    }
  }

  /// Tasks that are looked at together.
  private static let chunk = 500

  /// How many tasks, from the first on, have ended: all, when that is ``total``.
  ///
  /// - Parameter place: how many have been seen to have ended; they are not looked at again.
  /// - Throws: `DatabaseFileError`.
  package func ended(from place: Int) async throws -> Int {
    var place = place
    while place < ids.count {
      let part = ids[place..<min(place + Self.chunk, ids.count)]
      let states = Dictionary(
        try await engine.queue.tasks(ids: Array(part)).map { ($0.id, $0.state) },
        uniquingKeysWith: { $1 }
      )
      let open = part.firstIndex { states[$0] == .queued || states[$0] == .running }
      guard open == nil else { return open ?? place }
      place = part.endIndex
    }
    return place
  }

  /// Reads the rows that were planned again.
  ///
  /// - Throws: what the databases report.
  package func rest(_ records: RecordStore, now: UTCTime = .now) throws -> Rest {
    let runs = Set(plan.items.map { RowName(username: ExactText($0.username), subject: ExactText($0.courseRunKey)) })
    let programs = Set(
      plan.programItems.map { RowName(username: ExactText($0.username), subject: ExactText($0.program.hex)) }
    )
    let names = Set((plan.items.map(\.username) + plan.programItems.map(\.username)).map(ExactText.init))
    var rest = Rest()
    guard !names.isEmpty else { return rest }
    try records.read { reader in
      try reader.learnerFindings(RunFilter(users: names.map(\.text)), now: now) { learner in
        let username = ExactText(learner.username)
        for record in try learner.runs()
        where runs.contains(RowName(username: username, subject: ExactText(record.courseRun))) {
          rest.add(record.assessment.findings)
        }
        for record in learner.programs
        where programs.contains(RowName(username: username, subject: ExactText(record.program.hex))) {
          rest.add(record.findings)
        }
      }
    }
    return rest
  }

  private struct RowName: Hashable {
    let username: ExactText
    let subject: ExactText
  }
}
