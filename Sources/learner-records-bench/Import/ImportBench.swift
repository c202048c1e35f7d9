import ArgumentParser
import Foundation

/// `import`: how long dumps take to become a deployment, beside a program that does nothing but write the same rows.
struct ImportBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Measure import on the dumps of a generated deployment.",
    discussion: """
      The dumps have the form that mysqldump writes. The bare program is C, compiled here with cc: it reads the rows from a
      file that holds them ready to be bound, inserts them with prepared statements and makes the same indexes. With
      --socket the dumps are loaded into that MariaDB server, the ways that operators have had so far are run on it, and so is
      pull, with nothing new on the server as well. --commits follows the server at last, and saves certificates there.
      """
  )

  @Option(help: "The program that is measured, built in release.")
  var binary = ".build/release/learner-records"

  @Option(help: "The socket of an empty MariaDB server to which root may sign in without a password.")
  var socket: String?

  @Option(help: "The awk program mysql2sqlite, for the way by mysqldump, awk and sqlite3.")
  var mysql2sqlite: String?

  @Option(help: "How many times each program runs.")
  var repeats = 3

  @Option(help: "How many certificates are saved on the server while it is followed.")
  var commits = 0

  @Argument(help: "A deployment that “generate” has made.")
  var deployment: String

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/learner-records-import-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let dumps = try ["lms", "credentials"].map { side in
      try DumpWriter(from: "\(deployment)/\(side).sqlite").write(to: "\(folder)/\(side).sql")
    }
    let megabytes = Double(dumps.reduce(0) { $0 + $1.bytes }) / 1e6
    report("dumps", megabytes, "MB, \(dumps.reduce(0) { $0 + $1.rows }) rows")
    let site = folder + "/site"
    let imported = try measure("import") {
      try? FileManager.default.removeItem(atPath: site)
      return try ChildRun(binary, ["import", "--deployment", site] + dumps.map(\.path))
    }
    report("import, peak memory", Double(imported.map(\.peakBytes).max() ?? 0) / 1e6, "MB (goal: 60)")
    let bare = try BareImport(of: site, in: folder)
    let written = try measure("bare program") { try bare.run() }
    let share = median(imported.map(\.processorSeconds)) / median(written.map(\.processorSeconds))
    report("import's processor time to the bare program's", share, "times (goal: 1.5)")
    guard let socket else { return }
    let server = BenchServer(socket: socket, folder: folder, binary: binary)
    try server.load(dumps.map(\.path))
    try ImportPeers(server: server, mysql2sqlite: mysql2sqlite).compare(with: median(imported.map(\.seconds)))
    try PullBench(server: server).measure(repeats: repeats)
    if commits > 0 { try await FollowBench(server: server).measure(commits: commits) }
  }

  private func measure(_ name: String, _ run: () throws -> ChildRun) throws -> [ChildRun] {
    let runs = try (0..<repeats).map { _ in try run() }
    guard runs.allSatisfy({ $0.status == 0 }) else { throw BenchError("\(name) has failed.") }
    report("\(name), median", median(runs.map(\.seconds)), "s, \(repeats) times")
    report("\(name), processor, median", median(runs.map(\.processorSeconds)), "s")
    return runs
  }
}
