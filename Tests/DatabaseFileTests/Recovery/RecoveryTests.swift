import DatabaseFile
import Foundation
import GRDB
import TestSupport
import Testing

/// A kill must never lock a deployment.
@Suite("What a killed process leaves")
struct RecoveryTests {
  @Test(
    "Every state of the file, its journal, its log and its shared memory is read or recovered",
    arguments: LeftBehind.all
  )
  func everyState(_ state: LeftBehind) throws {
    let folder = try TemporaryFolder()
    try state.make(in: folder)
    let names = try Openings.expectRight(folder, state.testDescription)
    #expect(names == ["ada"] || names == ["ada", "grace"])
  }

  @Test("A file that can be read as it lies is not touched", arguments: [false, true])
  func leftAlone(_ isInUse: Bool) throws {
    let folder = try TemporaryFolder()
    let path = try Sample.cleanWAL(in: folder)
    let writer = isInUse ? try Sample.writerWithLog(path: path) : nil
    let before = try folder.snapshot()
    try DatabaseFile.recoverIfInterrupted(path: path)
    #expect(try folder.snapshot() == before)
    try writer?.close()
  }

  @Test("Killed at any system call of opening, writing, closing and recovering, it is right afterwards")
  func everySystemCall() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.rollback(in: folder)
    let states = try KilledStates.recorded(in: folder) {
      for name in ["grace", "edsger"] {
        let file = try Sample.open(path, .readWrite)
        try file.writer?.write { try $0.execute(sql: "INSERT INTO learner (name) VALUES (?)", arguments: [name]) }
        file.close()
      }
    }
    #expect(states.count > 20)
    for (number, state) in states.enumerated() {
      let killed = try TemporaryFolder()
      try state.write(to: killed)
      let names = try Openings.expectRight(killed, "system call \(number): \(state)")
      #expect(["ada", "grace", "edsger"].starts(with: names) && !names.isEmpty, "system call \(number)")
    }
    // What recovers may be killed as well.
    for state in [states[states.count / 3], states[states.count / 2]] {
      let again = try TemporaryFolder()
      try state.write(to: again)
      let file = again.file("lms.sqlite")
      for later in try KilledStates.recorded(in: again, { try Sample.open(file, .readWrite).close() }) {
        let killed = try TemporaryFolder()
        try later.write(to: killed)
        try Openings.expectRight(killed, "while recovering: \(later)")
      }
    }
  }
}
