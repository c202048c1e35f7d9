import ArgumentParser
import Foundation

/// `engine`: how fast and how frugal the sync engine is, beside SQLite's own C interface.
struct EngineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "Measure the certificate sync engine and its queue, with every commit synced to the disk.",
    discussion: """
      What is compared is run in turns, so that what else the machine and the disk do falls on both alike; medians are \
      printed.
      """
  )

  @Option(help: "How many tasks that do nothing are sent through the queue at once.")
  var tasks = 100_000

  @Option(help: "How many certificates are saved and awarded.")
  var certificates = 2_000

  @Option(help: "How many tasks one engine runs while its memory is watched; they stay in the table as done.")
  var done = 1_000_000

  @Option(help: "How many tasks of the queue one transaction takes in.")
  var batch = 1_000

  @Option(help: "How often each comparison is run.")
  var rounds = 3

  @Option(help: "The parts to run: awards, queue.")
  var part: [Part] = Part.allCases

  @Argument(help: "The folder to work in, on the disk to measure; by default one that is removed afterwards.")
  var folder: String?

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case awards
    case queue
  }

  func validate() throws {
    guard [tasks, certificates, done, batch, rounds].allSatisfy({ $0 > 0 }) else {
      throw ValidationError("The numbers are 1 or more.")
    }
  }

  func run() async throws {
    let place = folder ?? FileManager.default.temporaryDirectory.path + "/engine-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { if folder == nil { try? FileManager.default.removeItem(atPath: place) } }
    print("load: \(try MachineFacts.load())")
    try reportDisk(place)
    if part.contains(.awards) { try await measureAwards(place) }
    if part.contains(.queue) { try await measureQueue(place) }
    try reportDisk(place)
    print("load: \(try MachineFacts.load())")
  }

  private func reportDisk(_ place: String) throws {
    let disk = try DiskSync(folder: place)
    report("fdatasync of 4 KiB, median", disk.median, "ms")
    report("fdatasync of 4 KiB, p99", disk.p99, "ms")
  }

  private func measureAwards(_ place: String) async throws {
    var ours: [AwardTimes] = []
    var bare: [AwardTimes] = []
    for _ in 0..<rounds {
      let one = try EngineDeployment(in: place, learners: certificates)
      let other = try EngineDeployment(in: place, learners: certificates)
      ours.append(try await AwardedByEngine.run(one, certificates: certificates))
      bare.append(try await AwardedByBareSQLite.run(other, certificates: certificates))
      let (left, right) = (try AwardedRows(one), try AwardedRows(other))
      guard left == right else { throw BenchError("The engine left \(left), the bare side \(right).") }
      if ours.count == 1 { print("each leaves: \(left)") }
      try one.remove()
      try other.remove()
    }
    let count = Double(certificates)
    report("engine: saved", count / median(ours.map(\.saved)), "certificates/s")
    report("bare SQLite: saved", count / median(bare.map(\.saved)), "certificates/s")
    report("engine: saved to awarded", count / median(ours.map(\.awarded)), "certificates/s")
    report("bare SQLite: saved to awarded", count / median(bare.map(\.awarded)), "certificates/s")
    report("engine: processor", median(ours.map(\.processor)) / count * 1_000_000, "µs a certificate")
    report("bare SQLite: processor", median(bare.map(\.processor)) / count * 1_000_000, "µs a certificate")
    report("engine / bare", median(zip(bare, ours).map { $0.awarded / $1.awarded }), "(goal: 0.5 at least)")
  }

  private func measureQueue(_ place: String) async throws {
    let full = try EngineDeployment(in: place, learners: EngineMemory.learners)
    let open = try full.opened()
    let (rate, samples) = try await EngineMemory.run(open, tasks: done)
    for sample in samples {
      report("resident after \(sample.tasks) tasks", sample.memory.resident, "MB, peak \(Int(sample.memory.peak)) MB")
    }
    report("engine with a service that does nothing", rate, "tasks/s, 64 in flight")

    var empty: [QueueRate.Result] = []
    var filled: [QueueRate.Result] = []
    for _ in 0..<rounds {
      let fresh = try EngineDeployment(in: place, learners: 0)
      let opened = try fresh.opened()
      empty.append(try await QueueRate(queue: opened.queue, batch: batch).run(tasks))
      try opened.close()
      try fresh.remove()
      filled.append(try await QueueRate(queue: open.queue, batch: batch).run(tasks))
    }
    try open.close()
    try full.remove()
    report("queue, empty table", median(empty.map(\.rate)), "tasks/s (goal: 20000 at least)")
    report("queue, \(done) done rows", median(filled.map(\.rate)), "tasks/s")
    report("queue, empty table: processor", median(empty.map(\.processor)), "µs a task")
    report("queue, \(done) done rows: processor", median(filled.map(\.processor)), "µs a task")
    report("with done rows / empty", median(zip(filled, empty).map { $0.rate / $1.rate }), "(goal: 0.8 at least)")
  }

}
