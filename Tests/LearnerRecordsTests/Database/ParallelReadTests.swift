import Foundation
import GRDB
import OpenEdX
import ProcessTestSupport
import Synchronization
import TestSupport
import Testing

@testable import LearnerRecords

@Suite(.ownThread) struct `A walk over all learners on several threads` {
  /// Certificates that a walk meets.
  private func certificates(_ reader: RecordReader) throws -> Int {
    var count = 0
    reader.partSize = 20
    try reader.audit(now: Clock.golden, progress: { count = $0 }, run: { _ in }, program: { _ in })
    return count
  }

  @Test func `sees one state of the databases, whatever is committed meanwhile`() throws {
    let deployment = try Deployment()
    let pool = try deployment.pool(.lms)
    let records = try RecordStore(folder: deployment.folder.path)
    let before = try records.readInParallel(jobs: 1) { try certificates($0) }
    // A certificate goes from the first learner to the last and back, again and again; a walk that mixed states would miss
    // it or meet it twice.
    let isOver = Mutex(false)
    let ended = DispatchSemaphore(value: 0)
    let writer = Thread {
      var isFirst = false
      while !isOver.withLock({ $0 }) {
        isFirst.toggle()
        let order = isFirst ? "ASC" : "DESC"
        try? pool.write { db in
          try db.execute(
            sql: """
              UPDATE certificates_generatedcertificate SET course_id = 'course-v1:a+b+c',
                user_id = (SELECT id FROM auth_user ORDER BY username COLLATE BINARY \(order) LIMIT 1)
              WHERE id = (SELECT min(id) FROM certificates_generatedcertificate)
              """
          )
        }
      }
      ended.signal()
    }
    writer.start()
    for _ in 0..<4 { #expect(try records.readInParallel(jobs: 3) { try certificates($0) } == before) }
    isOver.withLock { $0 = true }
    ended.wait()
    try pool.close()
  }

  @Test func `has its threads where a shell that only reads was used, and sees who writes there`() throws {
    let deployment = try Deployment()
    try deployment.pool(.lms).close()
    var configuration = Configuration()
    configuration.readonly = true
    let path = deployment.folder.path + "/lms.sqlite"
    let shell = try DatabaseQueue(path: path, configuration: configuration)
    _ = try shell.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM auth_user") }
    try shell.close()
    try #require(FileManager.default.fileExists(atPath: path + "-shm"))
    for file in [path, path + "-wal", deployment.folder.path + "/credentials.sqlite"] {
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: file)
    }
    let records = try RecordStore(folder: deployment.folder.path)
    #expect(try records.readInParallel(jobs: 3) { $0.threads.count } == 3)

    let connection = try records.open()
    let before = try records.version(connection)
    #expect(try records.version(connection).isSame(as: before))
    let log = try #require(FileHandle(forWritingAtPath: path + "-wal"))
    try log.write(contentsOf: Data(count: 32))
    try log.close()
    #expect(try !records.version(connection).isSame(as: before))
  }

  @Test func `takes a file that was put in the place of another for a change`() throws {
    let deployment = try Deployment()
    let records = try RecordStore(folder: deployment.folder.path)
    let connection = try records.open()
    let before = try records.version(connection)
    #expect(try records.version(connection).isSame(as: before))
    let path = deployment.folder.file("lms.sqlite")
    try deployment.folder.copy(path, as: "next")
    try #require(rename(deployment.folder.file("next"), path) == 0)
    #expect(try !records.version(connection).isSame(as: before))
  }

  @Test func `ends with what its visitor throws, with many parts left`() throws {
    struct Enough: Error {}
    let deployment = try Deployment()
    let records = try RecordStore(folder: deployment.folder.path)
    var rows = 0
    #expect(throws: Enough.self) {
      try records.readInParallel(jobs: 3) { reader in
        reader.partSize = 1
        try reader.audit(
          now: Clock.golden,
          run: { _ in
            rows += 1
            throw Enough()
          },
          program: { _ in }
        )
      }
    }
    #expect(rows == 1)
  }

  @Test func `names the row that one of its threads cannot read`() throws {
    let deployment = try Deployment()
    try deployment.execute(
      .lms,
      """
      UPDATE certificates_generatedcertificate SET status = x'00ff'
      WHERE id = (SELECT max(id) FROM certificates_generatedcertificate)
      """
    )
    let records = try RecordStore(folder: deployment.folder.path)
    func message(_ jobs: Int) throws -> String {
      let error = try #require(throws: (any Error).self) {
        try records.readInParallel(jobs: jobs) { _ = try certificates($0) }
      }
      return "\(error)"
    }
    let expected = try message(1)
    #expect(expected.contains("certificates_generatedcertificate"))
    #expect(try message(3) == expected)
  }

  @Test func `stops when its task is cancelled`() async throws {
    let deployment = try Deployment()
    let folder = deployment.folder.path
    let task = Task {
      try RecordStore(folder: folder).readInParallel(jobs: 3) { reader in
        withUnsafeCurrentTask { $0?.cancel() }
        return try certificates(reader)
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
