import ArgumentParser
import DatabaseFile
import Foundation
import GRDB
import LearnerRecords
import OpenEdX

/// `read`: how long the read side takes on a deployment, and the `sqlite3` shell for the same question.
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Measure audit, show and the learners' list of a deployment.",
    discussion: """
      Whole processes are measured, in turns, so that what else the machine does falls on all alike; medians are printed.
      `learner-records` is taken from beside this program.
      """
  )

  @Argument(help: "A deployment's folder.")
  var folder: String

  @Option(help: "A deployment with more rows, to see how the time grows.")
  var larger: String?

  /// What can be measured by itself.
  enum Part: String, CaseIterable, ExpressibleByArgument {
    case audit
    case show
    case lists
    case index
    case ledger
  }

  @Option(help: "Measure this alone.")
  var only: Part?

  @Option(help: "How often audits are measured; what takes milliseconds is measured ten times as often.")
  var rounds = 5

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("--rounds takes a number of 1 or more.") }
  }

  func run() async throws {
    if only ?? .audit == .audit { try measureAudit(try Self.program()) }
    if only ?? .show == .show { try measureOneLearner(try Self.program()) }
    if only ?? .lists == .lists { try measureLists() }
    if only ?? .index == .index { try await measureIndex() }
    if only ?? .ledger == .ledger { try measureLedger() }
  }

  private func measureAudit(_ program: String) throws {
    let sql = AntiJoin.sql(credentials: folder + "/credentials.sqlite")
    let script = FileManager.default.temporaryDirectory.path + "/anti-join-\(UUID().uuidString).sql"
    try sql.write(toFile: script, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: script) }
    print("The sqlite3 shell is asked:\n\(sql)\n")

    var audits: [ChildRun] = []
    var joins: [ChildRun] = []
    var others: [ChildRun] = []
    var (alone, beside, eight): ([ChildRun], [ChildRun], [ChildRun]) = ([], [], [])
    for _ in 0..<rounds {
      joins.append(try Self.ended(ChildRun("sqlite3", ["-readonly", folder + "/lms.sqlite"], input: script), [0]))
      audits.append(try Self.ended(ChildRun(program, Self.audit(folder)), [0, 2]))
      alone.append(try Self.ended(ChildRun(program, Self.audit(folder) + ["--jobs", "1"]), [0, 2]))
      let busy = try ChildRun.sideBySide(program, Self.audit(folder) + ["--jobs", "1"])
      beside.append(try Self.ended(busy, [0, 2]))
      eight.append(try Self.ended(ChildRun(program, Self.audit(folder) + ["--jobs", "8"]), [0, 2]))
      if let larger { others.append(try Self.ended(ChildRun(program, Self.audit(larger)), [0, 2])) }
    }
    let audit = median(audits.map(\.seconds))
    let join = median(joins.map(\.seconds))
    report("audit", audit, "s, peak memory \(Self.megabytes(audits)) MB")
    report("sqlite3 anti-join", join, "s, peak memory \(Self.megabytes(joins)) MB")
    let ratio = { (left: [ChildRun], right: [ChildRun], figure: (ChildRun) -> Double) in
      median(zip(left, right).map { figure($0) / figure($1) })
    }
    report("audit / anti-join", ratio(audits, joins, \.seconds), "(goal: 0.75 at most)")
    report("audit on one thread", median(alone.map(\.seconds)), "s, peak memory \(Self.megabytes(alone)) MB")
    report("audit on eight threads", median(eight.map(\.seconds)), "s, peak memory \(Self.megabytes(eight)) MB")
    report(
      "processor, eight threads / one",
      ratio(eight, alone, \.processorSeconds),
      "(goal: 1.15 at most; of the anti-join / one: \(Self.hundredths(ratio(joins, alone, \.processorSeconds))))"
    )
    report(
      "processor, one thread beside others / one",
      ratio(beside, alone, \.processorSeconds),
      "(as many audits at a time as cores: what the cores share)"
    )
    if larger != nil {
      report("audit of the larger", median(others.map(\.seconds)), "s, peak memory \(Self.megabytes(others)) MB")
      report("larger / smaller", ratio(others, audits, \.seconds), "(goal: 4.1 at most for 4 times the rows)")
    }
  }

  private func measureOneLearner(_ program: String) throws {
    let names = try DatabaseQueue(path: folder + "/lms.sqlite", configuration: Self.readOnly).read { db in
      try StoredRow.fetchAll(
        db,
        sql: "SELECT username FROM auth_user WHERE id % (SELECT max(1, max(id) / 20) FROM auth_user) = 0"
      ).map { try $0.text(0) }
    }
    guard !names.isEmpty else { return }
    var shows: [ChildRun] = []
    for round in 0..<rounds * 10 {
      let arguments = ["show", names[round % names.count], "--deployment", folder]
      shows.append(try Self.ended(ChildRun(program, arguments), [0]))
    }
    report("show", median(shows.map(\.seconds)) * 1000, "ms, the process included (goal: 30 at most)")
    report("show, processor", median(shows.map(\.processorSeconds)) * 1000, "ms")
  }

  private static var readOnly: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    return configuration
  }

  private static func audit(_ folder: String) -> [String] { ["audit", "--deployment", folder, "--format", "jsonl"] }

  private static func hundredths(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

  private static func megabytes(_ runs: [ChildRun]) -> Int { (runs.map(\.peakBytes).max() ?? 0) / 1_000_000 }

  private static func ended(_ run: ChildRun, _ statuses: Set<Int32>) throws -> ChildRun {
    guard statuses.contains(run.status) else { throw BenchError("A measured program ended with \(run.status).") }
    return run
  }

  static func program() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = (own as NSString).deletingLastPathComponent + "/learner-records"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw BenchError("\(program) is missing: build it in the same configuration.")
    }
    return program
  }
}
