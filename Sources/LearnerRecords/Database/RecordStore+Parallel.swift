import DatabaseFile
import Foundation
import GRDB
import OpenEdX

extension RecordStore {
  /// How many threads read where the number is not given: one for each processor, within bounds that memory allows.
  package static var usualJobs: Int { min(max(ProcessInfo.processInfo.activeProcessorCount, 1), 8) }

  /// Reads as ``read(_:)`` does, with a reader that walks over all learners on several threads.
  ///
  /// All threads see the same state of each database: where something is committed while they are opened, they are
  /// opened again, and where that does not end, one thread reads.
  ///
  /// - Parameter jobs: how many threads.
  /// - Throws: as ``read(_:)``.
  package func readInParallel<Value>(
    jobs: Int = Self.usualJobs,
    _ body: (RecordReader) throws -> Value
  ) throws -> Value {
    if jobs > 1 {
      PageMemory.bound()
      for _ in 1...3 {
        switch try attempt(jobs, body) {
        case .made(let value): return value
        case .changed: continue
        }
      }
    }
    return try read(body)
  }

  private enum Attempt<Value> {
    case made(Value)
    /// Something was committed while the threads were opened.
    case changed
  }

  private func attempt<Value>(_ jobs: Int, _ body: (RecordReader) throws -> Value) throws -> Attempt<Value> {
    try FilePair.reading(folder: folder) {
      let watching = try open()
      let before = try version(watching)
      let (queue, ways) = try open()
      let attempt: Attempt<Value> = try read(queue, watch: ReadCancellation.watch) { db in
        let reader = try RecordReader(db, settings)
        return try withThreads(jobs, reader.facts) { threads in
          guard try version(watching).isSame(as: before) else { return .changed }
          return .made(try body(RecordReader(db, reader.facts, threads: threads)))
        }
      }
      for way in ways { try way.verify() }
      return attempt
    }
  }

  private func withThreads<Value>(
    _ count: Int,
    _ facts: DeploymentFacts,
    _ body: ([ReaderThread]) throws -> Value
  ) throws -> Value {
    let stop = StopFlag()
    let threads = (0..<count).map { _ in ReaderThread(self, facts: facts, stop: stop) }
    let result = Result {
      for thread in threads { try thread.waitUntilOpen() }
      return try body(threads)
    }
    if case .failure = result { stop.set() }
    let ends = threads.map { thread in Result { try thread.close() } }
    let value = try result.get()
    for end in ends { try end.get() }
    return value
  }

  func version(_ connection: (queue: DatabaseQueue, ways: [ReadOnlyURI])) throws -> Version {
    try DatabaseFile.translating(path: folder) { try Version(connection) }
  }

  /// Tells whether something was committed into one of the files, or another file was put in its place, between two
  /// readings.
  struct Version {
    private let files: [File]

    private struct File {
      let counter: Int64?
      let inode: UInt64?
      let states: [FileState?]?

      /// SQLite counts each read as a change where the log is empty and it may not write to a shared memory that nobody
      /// else uses: a shell that was opened read-only leaves one behind. No commit is seen there before the log grows.
      func isSame(as other: File) -> Bool {
        inode == other.inode && (counter == other.counter || states != nil && states == other.states)
      }
    }

    fileprivate init(_ connection: (queue: DatabaseQueue, ways: [ReadOnlyURI])) throws {
      let states = connection.ways.map { ($0.file?.inode, $0.filesWithoutCommits) }
      let counters = try connection.queue.read { db in
        try ["main", "credentials"].map { try StoredRow.fetchOne(db, sql: "PRAGMA \($0).data_version")?.integer(0) }
      }
      files = zip(counters, states).map { File(counter: $0, inode: $1.0, states: $1.1) }
    }

    func isSame(as other: Version) -> Bool { zip(files, other.files).allSatisfy { $0.isSame(as: $1) } }
  }

  /// Reads on another thread of ``readInParallel(jobs:_:)``.
  func readWith(_ facts: DeploymentFacts, _ stop: StopFlag, _ body: (RecordReader) throws -> Void) throws {
    let (queue, ways) = try open()
    try read(queue, watch: stop.watch) { db in try body(RecordReader(db, facts)) }
    for way in ways { try way.verify() }
  }
}
