import Foundation
import Testing

/// The tree of the architecture page and the manifest say the same.
@Suite struct ArchitectureTests {
  /// What each target of `Sources` imports of the others.
  private let imports: [String: Set<String>]
  /// The rooms in the order of the tree, with the depth of each.
  private let tree: [(name: String, depth: Int)]

  init() throws {
    let manifest = try Repository.text(of: Repository.root.appending(path: "Package.swift"))
    let folders = try FileManager.default.contentsOfDirectory(
      at: Repository.root.appending(path: "Sources"),
      includingPropertiesForKeys: nil
    )
    let names = Set(folders.map(\.lastPathComponent)).subtracting([
      "learner-records-bench", "TerminalTestSupport",
    ])
    var imports: [String: Set<String>] = [:]
    let target = /\.(?:executableTarget|target|systemLibrary)\(\s*name: "([^"]+)"(?:,\s*dependencies: \[([^\]]*)\])?/
    for match in manifest.matches(of: target) where names.contains(String(match.1)) {
      let words = (match.2 ?? "").matches(of: /"([^"]+)"/).map { String($0.1) }
      imports[String(match.1)] = names.intersection(words)
    }
    self.imports = imports
    let page = Repository.root.appending(path: "Sources/learner-records/Guide.docc/Architecture.md")
    tree = try Repository.text(of: page).split(separator: "\n").compactMap { line in
      guard let match = line.firstMatch(of: /^([ │├└─]*)([A-Za-z-]+) {2,}/), names.contains(String(match.2)) else {
        return nil
      }
      return (String(match.2), match.1.count)
    }
  }

  @Test func `each room stands in the tree once`() {
    #expect(tree.map(\.name).sorted() == imports.keys.sorted())
  }

  @Test func `nothing imports upward`() throws {
    let order = tree.map(\.name)
    for (room, imported) in imports {
      let own = try #require(order.firstIndex(of: room))
      for other in imported {
        #expect(try #require(order.firstIndex(of: other)) > own, "\(room) imports \(other), which stands above it")
      }
    }
  }

  @Test func `each room is imported by the one that it hangs from`() throws {
    for (index, room) in tree.enumerated().dropFirst() {
      let parent = try #require(tree[..<index].last { $0.depth < room.depth })
      #expect(imports[parent.name]?.contains(room.name) == true, "\(parent.name) does not import \(room.name)")
    }
  }
}
