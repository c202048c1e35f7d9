import Foundation
import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `A cancelled read` {
  /// Reads in a task that is cancelled before it begins, so that no speed decides.
  private func cancelled<Value: Sendable>(
    _ folder: String,
    _ body: @escaping @Sendable (RecordReader) throws -> Value
  ) async throws -> Value {
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try RecordStore(folder: folder).read(body)
    }
    task.cancel()
    return try await task.value
  }

  @Test func `stops in the middle of a statement and leaves the next read alone`() async throws {
    let deployment = try Deployment()
    let folder = deployment.folder.path
    let program = try #require(try deployment.read { $0.programs().first }).program
    await #expect(throws: CancellationError.self) { try await cancelled(folder) { try $0.learnerIndex().count } }
    await #expect(throws: CancellationError.self) {
      try await cancelled(folder) { try $0.learners(ofProgram: program, now: Clock.golden).count }
    }
    let index = try deployment.read { try $0.learnerIndex() }
    #expect(index.count > 0)
  }
}
