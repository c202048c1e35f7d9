import Foundation
import ProcessTestSupport
import TestSupport
import Testing

/// The README's own command lines, run on the sample in the place of a site.
@Suite(.ownThread) struct ReadmeCommandTests {
  private static let lines: [String] = {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let text = (try? String(contentsOf: here.appendingPathComponent("../../../README.md"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("learner-records ") }
      .map { String($0.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces) }
  }()

  /// Whether it needs dumps, a client program or a live site.
  private static func gets(_ line: String) -> Bool {
    [" import ", " pull ", " --follow "].contains { line.contains($0) }
  }

  private static func words(_ line: String) -> [String] {
    line.replacing("USERNAME", with: "paid_learner").split(separator: " ").dropFirst().map(String.init)
  }

  @Test func `there are some`() { #expect(Self.lines.count >= 8) }

  @Test(arguments: lines.filter { !gets($0) })
  func `a command on a site works`(line: String) throws {
    let repository = try Repository.withSample()
    try FileManager.default.moveItem(atPath: repository.sample, toPath: repository.folder.file("site"))
    var words = Self.words(line)
    // Without a command it is the terminal UI, of which a picture will do here.
    if words.count == 2 { words += ["--screenshot", "picture.svg"] }
    // Nobody is there to be asked.
    if words.contains("--backfill"), !words.contains("--dry-run") { words.append("--yes") }
    let result = try Command.run(arguments: words, in: repository.path)
    #expect([0, 2].contains(result.status), "\(line): \(result.status) \(result.errors)")
    #expect(!result.errors.contains("Usage:"), "\(result.errors)")
  }

  @Test(arguments: lines.filter { gets($0) })
  func `a command that reads a site has options that exist`(line: String) throws {
    let words = Self.words(line)
    let folder = try TemporaryFolder()
    let help = try Command.run("help", words[0], in: folder.path)
    #expect(help.status == 0)
    for option in words where option.hasPrefix("--") { #expect(help.output.contains(option), "\(line): \(option)") }
  }
}
