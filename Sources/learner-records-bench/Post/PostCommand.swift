import ArgumentParser
import CertificateSync
import Foundation
import OpenEdX

/// `post`: how fast and how frugal posting over HTTP is, beside `wrk`, and what it does when the service fails.
struct PostCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post",
    abstract: "Measure posting over HTTP against a server on this machine.",
    discussion: """
      The server runs in a process of its own, on one thread, and answers 201 with a recorded body. wrk (Debian's \
      package) and the program's own client post in turns with the same body and as many connections; the median of the \
      ratios counts.
      """
  )

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case rate
    case latency
    case memory
    case flapping
    case backfill
  }

  @Option(help: "The parts to run: rate, latency, memory, flapping, backfill (which needs --deployment).")
  var part: [Part] = [.rate, .latency, .memory, .flapping]

  @Option(help: "Connections, which is requests in flight.")
  var connections = 8

  @Option(help: "How often wrk and the client take turns.")
  var rounds = 5

  @Option(help: "Seconds of each turn.")
  var seconds = 4

  @Option(help: "Posts while the memory is watched.")
  var posts = 200_000

  @Option(help: "Tasks sent while the service fails at every third request.")
  var tasks = 10_000

  @Option(help: "The recorded exchanges, JSON lines.")
  var recording = "Tests/TestSupport/Fixtures/contract/credentials.jsonl"

  @Option(help: "A deployment for the part backfill, made by generate; a copy of it is repaired.")
  var deployment: String?

  func validate() throws {
    guard [connections, rounds, seconds, posts, tasks].allSatisfy({ $0 > 0 }) else {
      throw ValidationError("The numbers are 1 or more.")
    }
    if part.contains(.backfill), deployment == nil { throw ValidationError("The part backfill needs --deployment.") }
  }

  func run() async throws {
    let exchange = try PostRecording(file: recording, name: "award_course_run_create")
    if part.contains(.rate) { try await measureRate(exchange) }
    if part.contains(.latency) { try await measureLatencies(exchange) }
    if part.contains(.memory) { try await measureMemory(exchange) }
    if part.contains(.flapping) { try await measureFlapping() }
    if part.contains(.backfill), let deployment { try measureBackfill(deployment) }
  }

  private func measureRate(_ exchange: PostRecording) async throws {
    let server = try PostServerProcess(.fixed, body: exchange.response)
    let client = try PostRate(server.address, post: exchange.post, connections: connections)
    let bare = try PostBareRate(server.address, body: exchange.request, connections: connections)
    var turns: [(wrk: Double, bare: PostRate.Result, ours: PostRate.Result)] = []
    _ = try await client.run(for: .seconds(1))
    for _ in 0..<rounds {
      let wrk = try WrkRun.rate(server, body: exchange.request, connections: connections, seconds: seconds)
      let alone = try await bare.run(for: .seconds(seconds))
      turns.append((wrk, alone, try await client.run(for: .seconds(seconds))))
    }
    try await bare.end()
    _ = try server.end()
    report("wrk", median(turns.map(\.wrk)), "requests/s, \(connections) connections")
    report("HTTP library alone", median(turns.map(\.bare.rate)), "requests/s")
    report("client", median(turns.map(\.ours.rate)), "posts/s")
    report("client: processor", median(turns.map(\.ours.processor)), "µs a post")
    report("library alone: processor", median(turns.map(\.bare.processor)), "µs a request")
    report("library alone / wrk", median(turns.map { $0.bare.rate / $0.wrk }), "")
    report("client / wrk", median(turns.map { $0.ours.rate / $0.wrk }), "")
    let ratios = turns.map { ($0.ours.rate / $0.wrk * 100).rounded() / 100 }
    print("of each turn: \(ratios.map { "\($0)" }.joined(separator: " "))")
  }

  /// Posts to a server that takes as long as the real service, which is what bounds posting there: no connection should ever
  /// wait for anything else.
  private func measureLatencies(_ exchange: PostRecording) async throws {
    for latency in Self.latencies {
      let server = try PostServerProcess(.fixed, body: exchange.response, latency: latency)
      let client = try PostRate(server.address, post: exchange.post, connections: connections)
      _ = try await client.run(for: .seconds(1))
      var turns: [(wrk: Double, ours: PostRate.Result)] = []
      for _ in 0..<rounds {
        let wrk = try WrkRun.rate(server, body: exchange.request, connections: connections, seconds: seconds)
        turns.append((wrk, try await client.run(for: .seconds(seconds))))
      }
      _ = try server.end()
      let most = Double(connections) / Double(latency) * 1000
      let rate = median(turns.map(\.ours.rate))
      report("posts at \(latency) ms", rate, "posts/s, \(connections) connections, \(Int(most)) at most")
      report("  of what the latency allows", rate / most, "(goal: 0.97 at least)")
      report("  of what wrk reaches", median(turns.map { $0.ours.rate / $0.wrk }), "")
      report("  processor", median(turns.map(\.ours.processor)), "µs a post (goal: 150 at most)")
    }
  }

  /// Milliseconds: as recorded of the real service, as a fast one, and as nearly none.
  private static let latencies = [100, 20, 2]

  private func measureMemory(_ exchange: PostRecording) async throws {
    let server = try PostServerProcess(.fixed, body: exchange.response)
    let client = try PostRate(server.address, post: exchange.post, connections: connections)
    let looks = 10
    for look in 0...looks {
      if look > 0 { _ = try await client.run(posts: posts / looks) }
      let memory = try ProcessMemory.now()
      report("resident after \(posts / looks * look) posts", memory.resident, "MB, peak \(Int(memory.peak)) MB")
    }
    _ = try server.end()
  }

  private func measureFlapping() async throws {
    let place = FileManager.default.temporaryDirectory.path + "/flapping-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let (summary, status) = try await PostFlapping.run(in: place, tasks: tasks, connections: connections)
    let count = { PostServerProcess.number($0, in: summary) }
    print("flapping: \(tasks) tasks, \(count("requests")) requests, \(count("accepted")) accepted,")
    print("  \(count("confirmed")) learners confirmed, \(count("posted_after_confirmation")) posted again after it;")
    print("  queue: done \(status.done), skipped \(status.skipped), dead \(status.dead), left \(status.queued)")
    report("resident after flapping", try ProcessMemory.now().resident, "MB")
    guard status.done == tasks, count("confirmed") == tasks, count("posted_after_confirmation") == 0 else {
      throw BenchError("Something was lost or posted twice.")
    }
  }

  private func measureBackfill(_ deployment: String) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = (own as NSString).deletingLastPathComponent + "/learner-records"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw BenchError("\(program) is missing: build it in the same configuration.")
    }
    let run = try PostBackfill(program: program, deployment: deployment, connections: connections)
    let count = { PostServerProcess.number($0, in: run.summary) }
    print("backfill: \(count("requests")) posts for \(count("confirmed")) different rows")
    report("backfill", run.seconds, "s, peak \(run.peakBytes / 1_000_000) MB")
  }
}
