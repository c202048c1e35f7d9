import Foundation
import SampleDeployment
import TestSupport
import Testing

@Suite struct SampleSourceTests {
  private let root: TemporaryFolder
  private let home = ["HOME": "/home/ada"]

  init() throws { root = try TemporaryFolder() }

  /// Makes a folder that looks like the sample's data, as far as looking for it goes.
  private func makeData(_ path: String) throws {
    let sample = root.file(path) + "/sample"
    try FileManager.default.createDirectory(atPath: sample, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: sample + "/course-runs.json"))
  }

  private func find(environment: [String: String]) -> SampleSource? {
    SampleSource.find(
      from: root.file("work"),
      executable: root.file("usr/bin/learner-records"),
      environment: environment
    )
  }

  @Test func `a clone's sample is kept in the clone, also where one is installed`() throws {
    try makeData("data")
    try makeData("usr/share/learner-records/data")
    let source = try #require(find(environment: home))
    #expect(source.data == root.file("data"))
    #expect(source.deployment == root.file(".sample"))
  }

  @Test func `an installed program's sample is kept in the user's folder`() throws {
    try makeData("usr/share/learner-records/data")
    let source = try #require(find(environment: home))
    #expect(source.data == root.file("usr/share/learner-records/data"))
    #expect(source.deployment == "/home/ada/.local/share/learner-records/sample")
    let moved = try #require(find(environment: home.merging(["XDG_DATA_HOME": "/data"]) { $1 }))
    #expect(moved.deployment == "/data/learner-records/sample")
    let relative = try #require(find(environment: home.merging(["XDG_DATA_HOME": "data"]) { $1 }))
    #expect(relative == source)
  }

  @Test func `without a home there is no installed sample`() throws {
    try makeData("usr/share/learner-records/data")
    #expect(find(environment: [:]) == nil)
  }

  @Test func `without data there is none`() {
    #expect(find(environment: home) == nil)
  }
}
