import Foundation
import Testing

@Suite struct ReadmeTests {
  private let text: String

  init() throws { text = try Repository.text(of: Repository.root.appending(path: "README.md")) }

  @Test func `can be read to its end`() {
    #expect(text.split { $0.isWhitespace }.count < 900)
  }

  @Test func `its links lead to files of the repository`() throws {
    let links = text.matches(of: /\]\(([^):]+)\)/).map { String($0.1) }
    #expect(links.count > 10)
    for link in links {
      let path = String(link.prefix { $0 != "#" })
      #expect(FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path), "\(link)")
    }
  }

  @Test func `has a block with the command that runs all tests`() throws {
    let block = try #require(text.firstMatch(of: /<!-- test command -->\n```sh\n(.*)\n```/))
    #expect(block.1.hasSuffix("swift test"))
  }
}
