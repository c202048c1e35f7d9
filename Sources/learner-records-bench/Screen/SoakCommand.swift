import ArgumentParser
import Foundation
import TerminalTestSupport

/// `soak`: random keys, clicks and sizes for the terminal UI, on a copy of a deployment.
struct SoakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Send random keys, clicks and sizes to the terminal UI and watch its memory and its terminal.",
    discussion: """
      It works on a copy of the deployment, and backfills in it when the keys happen to ask for that. It fails when the \
      program ends by a signal or with another status than 0, or leaves the terminal changed.
      """
  )

  @Argument(help: "A deployment's folder.")
  var folder: String

  @Option(help: "How many events are sent.")
  var events = 20_000

  @Option(help: "What the random numbers begin with.")
  var seed: UInt64 = 1

  @Option(help: "How many events are sent before the output is waited for.")
  var batch = 20

  func validate() throws {
    guard events > 0, batch > 0 else { throw ValidationError("The numbers are 1 or more.") }
  }

  func run() throws {
    let place = FileManager.default.temporaryDirectory.path + "/soak-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: place + "/deployment", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    for name in ["lms.sqlite", "credentials.sqlite"] {
      try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(place)/deployment/\(name)")
    }
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    var terminal = try start(place, &random)
    var starts = 1
    var bytes = 0
    for event in 1...events {
      if SoakEvent.random(using: &random).send(to: terminal, using: &random) { terminal.collect(quietFor: .zero) }
      if event % batch == 0 { terminal.collect(quietFor: .milliseconds(15)) }
      if let status = terminal.ended {
        try check(terminal, status, event)
        bytes += terminal.rawOutput.count
        terminal = try start(place, &random)
        starts += 1
      }
      if event % (max(1, events / 10)) == 0 {
        let memory = try ProcessMemory.of(terminal.processID)
        report("resident after \(event) events", memory.resident, "MB, peak \((memory.peak * 10).rounded() / 10)")
        bytes += terminal.rawOutput.count
        terminal.forgetOutput()
      }
    }
    terminal.signal(SIGTERM)
    guard case .exited(128 + SIGTERM) = try terminal.waitForExit() else {
      throw BenchError("SIGTERM did not end it well:\n\(terminal.screen.text)")
    }
    try checkTerminal(terminal, events)
    print("\(events) events, \(starts) starts (the others were ended by a key), \(bytes) bytes written")
  }

  private func start(_ place: String, _ random: inout SeededRandom) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      executable: try ReadCommand.program(),
      arguments: ["--deployment", "deployment"],
      environment: ["XDG_STATE_HOME": place + "/state", "XDG_CONFIG_HOME": place + "/configuration"],
      columns: 100,
      rows: 30,
      workingDirectory: place
    )
    try terminal.waitFor("learner-records")
    return terminal
  }

  private func check(_ terminal: PseudoTerminal, _ status: PseudoTerminal.ExitStatus, _ event: Int) throws {
    guard status == .exited(0) else {
      throw BenchError("It ended at event \(event) of seed \(seed): \(status)\n\(terminal.screen.text)")
    }
    try checkTerminal(terminal, event)
  }

  private func checkTerminal(_ terminal: PseudoTerminal, _ event: Int) throws {
    guard terminal.attributes.isSane, !terminal.screen.isAlternate, terminal.screen.showsCursor else {
      throw BenchError("The terminal was left changed at event \(event) of seed \(seed).")
    }
  }
}
