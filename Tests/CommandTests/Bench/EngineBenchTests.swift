import Foundation
import ProcessTestSupport
import TestSupport
import Testing

@Suite(.ownThread) struct `The benchmark of the engine` {
  @Test func `runs on small numbers, prints a row for each figure and leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    let place = folder.file("place")
    let run = try FinishedProcess(
      [
        "engine", "--tasks", "30", "--certificates", "7", "--done", "40", "--batch", "8", "--rounds", "1", place,
      ],
      of: "learner-records-bench"
    )
    #expect(run.status == 0, "\(run.errors)")
    let names = [
      "load:", "fdatasync of 4 KiB, median", "fdatasync of 4 KiB, p99",
      "each leaves: certificates 7, history rows 7, award_course_certificate done 7,", "engine: saved",
      "bare SQLite: saved", "engine: saved to awarded", "bare SQLite: saved to awarded", "engine: processor",
      "bare SQLite: processor", "engine / bare", "resident after 40 tasks", "engine with a service that does nothing",
      "queue, empty table", "queue, 40 done rows", "with done rows / empty",
    ]
    let lines = run.output.split(separator: "\n")
    for name in names { #expect(lines.contains { $0.hasPrefix(name) }, "no row “\(name)” in\n\(run.output)") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
  }

  @Test func `refuses numbers that measure nothing`() throws {
    let run = try FinishedProcess(["engine", "--rounds", "0"], of: "learner-records-bench")
    #expect(run.status != 0)
    #expect(run.errors.contains("1 or more"))
  }
}
