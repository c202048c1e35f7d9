import Foundation
import GRDB
import SampleDeployment
import TestSupport
import Testing

@Suite struct `Making the sample deployment` {
  /// Every row of every table as text, in the order of the tables' names and rows; but for the log of changes, which has
  /// random numbers.
  private func rows(_ path: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sync_change' ORDER BY name"
      )
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\" ORDER BY rowid").map { "\(table): \($0)" }
      }
    }
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `it is made of the repository's data and leaves two files`() throws {
    let folder = try TemporaryFolder()
    let sample = try SampleDeployment.open(data: Sample.data(), at: folder.file("new/deployment"))
    #expect(sample.isNew)
    #expect(try names(in: sample.folder) == ["credentials.sqlite", "lms.sqlite"])
    #expect(try names(in: folder.file("new")) == ["deployment"])
  }

  @Test func `the same data gives the same rows twice`() throws {
    let folder = try TemporaryFolder()
    let first = try SampleDeployment.open(data: Sample.data(), at: folder.file("first"))
    let second = try SampleDeployment.open(data: Sample.data(), at: folder.file("second"))
    for file in ["lms.sqlite", "credentials.sqlite"] {
      let made = try rows(first.folder + "/" + file)
      #expect(made.count > 900)
      #expect(try made == rows(second.folder + "/" + file))
    }
  }

  @Test func `a deployment that is there is opened as it is, whatever has become of the data`() throws {
    let folder = try TemporaryFolder()
    let first = try SampleDeployment.open(data: Sample.data(), at: folder.file("deployment"))
    let queue = try DatabaseQueue(path: first.folder + "/lms.sqlite")
    try queue.write { db in try db.execute(sql: "DELETE FROM certificates_generatedcertificate") }
    try queue.close()
    let again = try SampleDeployment.open(data: "/nowhere", at: folder.file("deployment"))
    #expect(!again.isNew)
    #expect(again.folder == first.folder)
    #expect(try !rows(again.folder + "/lms.sqlite").contains { $0.hasPrefix("certificates_generatedcertificate:") })
  }

  @Test func `an empty folder is filled`() throws {
    let folder = try TemporaryFolder()
    #expect(try SampleDeployment.open(data: Sample.data(), at: folder.path).isNew)
  }

  @Test func `a folder with something else in it is left alone`() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.file("lms.sqlite")))
    let before = try folder.snapshot()
    let error = try #require(throws: SampleError.self) {
      try SampleDeployment.open(data: Sample.data(), at: folder.path)
    }
    #expect(error.code == .folder)
    #expect(error.description.contains("credentials.sqlite"))
    #expect(try folder.snapshot() == before)
  }

  @Test(arguments: ["file", "file/deployment"])
  func `a file in the way is an error and stays`(place: String) throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.file("file")))
    let before = try folder.snapshot()
    let error = try #require(throws: SampleError.self) {
      try SampleDeployment.open(data: Sample.data(), at: folder.file(place))
    }
    #expect(error.code == .folder)
    #expect(error.path == folder.file(place))
    #expect(try folder.snapshot() == before)
  }

  @Test func `several that begin at once make one deployment, and all of them find it whole`() async throws {
    let folder = try TemporaryFolder()
    let data = try Sample.data()
    let made = try await withThrowingTaskGroup(of: SampleDeployment.self) { group in
      for _ in 0..<6 {
        group.addTask { try SampleDeployment.open(data: data, at: folder.file("deployment")) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(made.count == 6)
    #expect(made.count { $0.isNew } == 1)
    #expect(try names(in: folder.path) == ["deployment"])
    #expect(try rows(folder.file("deployment/credentials.sqlite")).count > 900)
  }

  @Test func `what a dead process left unfinished is removed once it is old, and not before`() throws {
    let folder = try TemporaryFolder()
    for (name, age) in [("old", 7200.0), ("young", 60.0)] {
      let leftOver = folder.file("deployment.unfinished-\(name)")
      try FileManager.default.createDirectory(atPath: leftOver, withIntermediateDirectories: false)
      let changed = Date(timeIntervalSinceNow: -age)
      try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: leftOver)
    }
    _ = try SampleDeployment.open(data: Sample.data(), at: folder.file("deployment"))
    #expect(try names(in: folder.path) == ["deployment", "deployment.unfinished-young"])
  }

  @Test func `the data is found from any folder below the repository's root`() throws {
    let data = try Sample.data()
    let root = (data as NSString).deletingLastPathComponent
    #expect(SampleDeployment.find(from: root) == data)
    #expect(SampleDeployment.find(from: data + "/sample") == data)
    let elsewhere = try TemporaryFolder()
    #expect(SampleDeployment.find(from: elsewhere.path) == nil)
  }
}
