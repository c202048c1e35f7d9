import Foundation
import Testing

/// `.ci/docs` builds the catalogues and checks the links that DocC sees. It does not see private declarations, plain
/// comments and tests; this does.
@Suite struct DocumentationLinkTests {
  /// The sections of each page, by the page's name.
  private let pages: [String: Set<String>]
  private let files: [URL]

  init() throws {
    let articles = Repository.files(below: "Sources", endings: ["md"])
    pages = try Dictionary(
      articles.map { ($0.deletingPathExtension().lastPathComponent, try Self.sections(of: $0)) },
      uniquingKeysWith: { first, second in first.union(second) }
    )
    files =
      articles + Repository.files(below: "Sources", endings: ["swift"])
      + Repository.files(below: "Tests", endings: ["swift"])
  }

  @Test func `each link to a page leads to a page and a section of it`() throws {
    var seen = 0
    for file in files where file.lastPathComponent != "DocumentationLinkTests.swift" {
      for match in try Repository.text(of: file).matches(of: /<doc:([^>#]+)(?:#([^>]*))?>/) {
        seen += 1
        let name = Repository.name(of: file)
        guard let sections = pages[String(match.1)] else {
          Issue.record("\(name): there is no page \(match.1)")
          continue
        }
        guard let section = match.2 else { continue }
        #expect(sections.contains(String(section)), "\(name): \(match.1) has no section \(section)")
      }
    }
    #expect(seen > 100, "The links were not found, so nothing was checked.")
  }

  @Test func `no comment cites a page that is not in the repository`() throws {
    for file in files where file.pathExtension == "swift" && file.lastPathComponent != "DocumentationLinkTests.swift" {
      for line in try Repository.text(of: file).split(separator: "\n") where line.contains("//") {
        for match in line.matches(of: /\b([A-Za-z-]+\.md)\b/) where match.1 != "README.md" {
          Issue.record("\(Repository.name(of: file)) cites \(match.1)")
        }
      }
    }
  }

  @Test func `no two pages have one name`() {
    let names = Repository.files(below: "Sources", endings: ["md"]).map { $0.lastPathComponent }
    #expect(Set(names).count == names.count)
  }

  /// The headings as DocC makes fragments of them: words joined by hyphens, other signs left out.
  private static func sections(of page: URL) throws -> Set<String> {
    Set(
      try Repository.text(of: page).split(separator: "\n").filter { $0.hasPrefix("##") }.map { heading in
        let words = heading.drop { $0 == "#" || $0 == " " }.split(separator: " ")
        return words.map { $0.filter { $0.isLetter || $0.isNumber || "-_".contains($0) } }.joined(separator: "-")
      }
    )
  }
}
