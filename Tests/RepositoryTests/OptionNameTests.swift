import Foundation
import Testing

/// The program's own options are written in one file of the rooms under the screens and the executable.
@Suite struct OptionNameTests {
  private static let home = "Sources/OpenEdX/Words/OptionName.swift"
  /// Rooms in which options are declared and advised.
  private static let upper = ["learner-records/", "learner-records-bench/", "Console/", "ConsoleRuntime/"]
  /// Options of other programs that are called the same, with the file that starts them.
  private static let others = ["--user": "Sources/Celery/Broker/BrokerAddress.swift"]

  @Test func `the rooms under the screens name an option or a command by its value alone`() throws {
    let names = try Repository.text(of: Repository.root.appending(path: Self.home))
      .matches(of: /case \w+ = "(--[a-z-]+)"/).map { String($0.1) }
    try #require(names.contains("--read-only") && names.count > 10)
    var found: [String] = []
    for file in Repository.files(below: "Sources", endings: ["swift"]) {
      let path = Repository.name(of: file)
      guard path != Self.home, !Self.upper.contains(where: { path.hasPrefix("Sources/\($0)") }) else { continue }
      for line in try Repository.text(of: file).split(separator: "\n") where !line.trimmed.hasPrefix("//") {
        let words = line.matches(of: /--[a-z]+(?:[-_][a-z]+)*/).map { String($0.0) }
        found += words.filter { names.contains($0) && Self.others[$0] != path }.map { "\(path): \($0)" }
        if line.contains(/learner-records [a-z]/) { found.append("\(path): \(line.trimmed)") }
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}

extension Substring {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
