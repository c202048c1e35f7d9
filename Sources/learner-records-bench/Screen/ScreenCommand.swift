import ArgumentParser
import Foundation
import LearnerRecords
import OpenEdX
import TerminalTestSupport

/// `screen`: how fast the terminal UI answers, through a pseudo terminal, and what it costs at rest.
struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Measure the terminal UI on a deployment, from the key to the changed screen.",
    discussion: """
      A time ends when the bytes arrive that bring the screen into the state waited for. The deployment is opened for \
      reading only, so nothing is changed. `learner-records` is taken from beside this program.
      """
  )

  @Argument(help: "A deployment's folder.")
  var folder: String

  @Option(help: "The screen's columns.")
  var columns = 120

  @Option(help: "The screen's rows.")
  var rows = 40

  @Option(help: "How many keys of each kind are measured.")
  var keys = 500

  @Option(help: "How often the start is measured.")
  var starts = 20

  @Option(help: "Seconds at rest over which the processor's time is taken.")
  var rest = 10

  func validate() throws {
    guard [columns, rows, keys, starts, rest].allSatisfy({ $0 > 0 }) else {
      throw ValidationError("The numbers are 1 or more.")
    }
  }

  /// Of more learners not all come at once.
  private static let longList = 1000

  func run() throws {
    let store = try RecordStore(folder: folder)
    let programs = try store.readInParallel { try $0.programs(now: .now) }
    guard let first = programs.first?.title,
      let largest = programs.enumerated().max(by: { $0.element.learnerCount < $1.element.learnerCount }),
      let learner = try store.read({
        try $0.learners(ofProgram: largest.element.program, after: nil, limit: 1, now: .now)
      }).first?.person.username
    else { throw BenchError("\(folder) has no programs or nobody in them.") }
    let learners = largest.element.learnerCount
    print("\(columns)×\(rows), largest program: \(largest.element.title) with \(learners) learners")
    try measureStarts(first, largest.offset, learner)
    if learners > Self.longList {
      let hurried = try MeasuredScreen(folder: folder, columns: columns, rows: rows)
      try hurried.terminal.waitFor(first)
      try hurried.hurry(largest.offset, first: learner, pages: 30)
      try hurried.quit()
    }

    let start = ContinuousClock.now
    let screen = try MeasuredScreen(folder: folder, columns: columns, rows: rows)
    try screen.terminal.waitFor(first)
    try screen.count(programs.count, since: start)
    try screen.rest(seconds: rest)
    var opening = Timings("open the largest program, at rest", goal: "100 ms")
    try screen.open(largest.offset, first: learner, &opening)
    opening.print()
    if learners > Self.longList { try screen.readAll() }
    try screen.moves(keys)
    try screen.pages(min(keys, learners / rows / 2))
    try screen.searches(try store.read { try $0.learnerIndex() })
    try screen.rest(seconds: rest)
    try screen.quit()
  }

  /// Starts, and opens the largest program while the learners of all are still being counted.
  private func measureStarts(_ first: String, _ largest: Int, _ learner: String) throws {
    var frames = Timings("first frame", goal: "80 ms")
    var lists = Timings("first frame with programs", goal: "80 ms")
    var openings = Timings("open the largest program, after a start", goal: "100 ms")
    for _ in 0..<starts {
      let start = ContinuousClock.now
      let screen = try MeasuredScreen(folder: folder, columns: columns, rows: rows)
      frames.add(start, try screen.terminal.waitFor("the header") { $0.text.contains("learner-records") })
      lists.add(start, try screen.terminal.waitFor("the programs") { $0.text.contains(first) })
      try screen.open(largest, first: learner, &openings)
      try screen.quit()
    }
    frames.print()
    lists.print()
    openings.print()
  }
}

extension ProgramSummary {
  fileprivate var learnerCount: Int { counts?.learners ?? 0 }
}
