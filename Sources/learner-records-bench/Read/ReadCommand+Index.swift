import LearnerRecords
import OpenEdX

extension ReadCommand {
  /// The index of all learners: making it, giving it up, its memory, and searches in it.
  func measureIndex() async throws {
    let store = try RecordStore(folder: folder)
    var made: LearnerIndex?
    try measure("index of all learners", times: rounds, "ms (goal: 1500 at most for 250,000)") {
      made = try store.readInParallel(jobs: 2) { try $0.learnerIndex() }
    }
    guard let index = made, index.count > 0 else { return }
    let megabytes = Double(index.memory) / 1_000_000
    report("memory of the index", megabytes, "MB for \(index.count) learners (goal: 25 at most for 250,000)")
    let name = index[index.count / 2].username
    let texts = [
      "e", "0", "@", "zz", "ka", "example", name, String(name.dropFirst()), "no such learner", "example ines", "org ka",
      "\t", "京子", ".com",
    ]
    for text in texts {
      var total = 0
      measure("search “\(text.debugDescription.dropFirst().dropLast())”", "ms (goal: 10 at most)") {
        total = index.search(text, limit: 100).total
      }
      report("  found", Double(total), "learners")
    }
    let found = index.search("e", limit: 500).learners
    try measure("names and addresses of the \(found.count) shown", "ms") { _ = try store.people(found) }
    try await measureCancelling("the index") { _ = try store.read { try $0.learnerIndex() } }
    guard let program = try store.read({ $0.programs().first?.program }) else { return }
    try await measureCancelling("a list of learners") {
      _ = try store.read { try $0.learners(ofProgram: program, now: .now) }
    }
  }

  /// How long a read goes on after its task was cancelled, at different stages of it.
  private func measureCancelling(_ name: String, _ body: @escaping @Sendable () throws -> Void) async throws {
    var waits: [Double] = []
    for round in 1...rounds * 4 {
      let task = Task { try body() }
      try await Task.sleep(for: .milliseconds(round * 17))
      task.cancel()
      let start = ContinuousClock.now
      _ = await task.result
      waits.append((ContinuousClock.now - start).inSeconds * 1000)
    }
    report("giving up \(name)", waits.max() ?? 0, "ms at most")
  }
}
