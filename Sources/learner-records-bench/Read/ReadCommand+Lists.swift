import LearnerRecords
import OpenEdX

extension ReadCommand {
  /// Pages of the largest and the smallest program, and the whole of the largest.
  func measureLists() throws {
    let store = try RecordStore(folder: folder)
    let programs = try store.readInParallel { try $0.programs(now: .now) }
      .sorted { ($0.counts?.learners ?? 0) < ($1.counts?.learners ?? 0) }
    guard let smallest = programs.first, let largest = programs.last else { return }
    try measure("counts of \(programs.count) programs", times: rounds, "ms") {
      _ = try store.readInParallel { try $0.programs(now: .now) }
    }
    if let larger {
      let store = try RecordStore(folder: larger)
      try measure("counts of the larger, goal: 4.1 times as long", times: rounds, "ms") {
        _ = try store.readInParallel { try $0.programs(now: .now) }
      }
    }
    let goal = "ms, opening the files included (goal: 20 at most)"
    for program in [largest, smallest] {
      for after in [nil, "m"] {
        let name = after.map { "page behind “\($0)”" } ?? "first page"
        try measure(
          "\(name) of \(program.counts?.learners ?? 0)",
          program.program == largest.program && after == nil ? goal : "ms"
        ) {
          _ = try store.read { try $0.learners(ofProgram: program.program, after: after, limit: 60, now: .now) }
        }
      }
    }
    try measure("first part of all of \(largest.counts?.learners ?? 0)", times: rounds, "ms") {
      do {
        try store.read { reader in
          try reader.visitLearners(ofProgram: largest.program, now: .now) { _, _ in throw Enough() }
        }
      } catch is Enough {}
    }
    let before = try ProcessMemory.now()
    var all: [LearnerSummary] = []
    try measure("all of \(largest.counts?.learners ?? 0)", times: rounds, "ms") {
      all = []
      all = try store.read { try $0.learners(ofProgram: largest.program, now: .now) }
    }
    report("memory of all \(all.count)", try ProcessMemory.now().peak - before.resident, "MB more at most")
  }

  private struct Enough: Error {}

  /// Reports the medians of the time that passes and of the processor's.
  func measure(_ name: String, times: Int? = nil, _ rest: String, _ body: () throws -> Void) rethrows {
    var passed: [Double] = []
    var worked: [Double] = []
    for _ in 0..<(times ?? rounds * 10) {
      let start = ContinuousClock.now
      let processor = ProcessorTime.seconds()
      try body()
      worked.append((ProcessorTime.seconds() - processor) * 1000)
      passed.append((ContinuousClock.now - start).inSeconds * 1000)
    }
    report(name, median(passed), rest)
    report(name + ", processor", median(worked), "ms")
  }
}
