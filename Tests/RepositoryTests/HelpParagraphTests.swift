import Foundation
import Testing

/// Help is wrapped to the terminal's width, so that a line of prose that ends in the source would be broken twice.
@Suite struct HelpParagraphTests {
  /// Longer lines are prose; shorter ones can be entries of a list.
  private static let longest = 70

  @Test func `a paragraph of a command's help is one line`() throws {
    let discussion = /discussion: """\n(.*?)"""/.dotMatchesNewlines()
    var found = 0
    for file in Repository.files(below: "Sources/learner-records", endings: ["swift"]) {
      for match in try Repository.text(of: file).matches(of: discussion) {
        found += 1
        let lines = match.1.replacing(/\\\n\s*/, with: "").split(separator: "\n", omittingEmptySubsequences: false)
        let margin = lines.filter { !$0.allSatisfy(\.isWhitespace) }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        let texts = lines.map { $0.dropFirst(margin) }
        for (line, next) in zip(texts, texts.dropFirst()) where line.count > Self.longest {
          let isProse = line.first != " " && next.first != nil && next.first != " "
          #expect(!isProse, "\(Repository.name(of: file)): “\(line.suffix(40))” ends in the middle of a paragraph")
        }
      }
    }
    #expect(found > 10)
  }
}
