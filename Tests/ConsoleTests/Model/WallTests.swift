import Foundation
import Testing

@testable import Console

@Suite struct `The room of the screens` {
  private static func sources() throws -> [(path: String, text: String)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/Console").standardizedFileURL.path
    let names = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
    return try names.filter { $0.hasSuffix(".swift") }.map {
      ($0, try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8))
    }
  }

  @Test func `imports nothing with which threads, clocks or files could be reached`() throws {
    let allowed: Set<String> = ["CertificateSync", "LearnerRecords", "Logging", "OpenEdX", "Terminal"]
    for source in try Self.sources() {
      let imports = source.text.split(separator: "\n").filter { $0.hasPrefix("import ") }.map { $0.dropFirst(7) }
      for name in imports { #expect(allowed.contains(String(name)), "\(source.path) imports \(name)") }
      #expect(!source.text.contains(/\bTask(\.[a-z]+)* *[({]/), "\(source.path)")
    }
  }

  @Test func `names single screens only in the folder of the screens`() throws {
    // The commands `program` and `learner`, and the search for whom no program is known, go to screens by name.
    let entrances: Set<String> = [
      "Model/Navigation/Model+Visit.swift", "Model/Model.swift", "Model/Commands/Model+Completion.swift",
      "Plain/Model+Lines.swift", "Keys/KeyBinding.swift", "Model/Effect.swift",
    ]
    for source in try Self.sources() where !source.path.hasPrefix("Screens/") && !entrances.contains(source.path) {
      let named = ScreenRegistry.types.map { "\($0)" }.filter { source.text.contains($0) }
      #expect(named.isEmpty, "\(source.path) names \(named)")
    }
  }

  @Test func `has no two screens of one kind, and each but the first of an area can be left`() {
    let kinds = ScreenRegistry.types.map { $0.kind }
    #expect(Set(kinds).count == kinds.count)
    for area in Area.allCases { #expect(ScreenRegistry.screen(word: ScreenRegistry.first(area).id.word) != nil) }
  }
}
