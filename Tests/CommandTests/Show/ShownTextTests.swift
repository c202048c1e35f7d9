import Foundation
import ProcessTestSupport
import TestSupport
import Testing

/// What a person reads about faults of real sites, as files that a change shows its difference in.
@Suite(.ownThread) struct `The text that show prints` {
  @Test(arguments: [
    ("renamed", "tomas.lind", Fixtures.Harbour.renamed),
    ("name given to somebody else", "ines", Fixtures.Harbour.reused),
    ("run twice in the catalog", "ines", Fixtures.Harbour.doubledRun),
    ("page that fails", "ines", Fixtures.Harbour.unlinkedProgram),
    ("passed without a certificate", "tomas", Fixtures.Harbour.uncertified),
  ])
  func `is that of the file`(name: String, username: String, changes: String) throws {
    let folder = try Fixtures.harbour(changes)
    let shown = try FinishedProcess(["show", username, "--deployment", folder.path])
    #expect(shown.status == 0, "\(shown.errors)")
    let got = shown.output.replacing(folder.path, with: "DIR").replacing(/now is [0-9T:Z-]+/, with: "now is NOW")
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Golden/\(name).txt"
    let expected = try? String(contentsOfFile: path, encoding: .utf8)
    if let expected, expected == got { return }
    // The new text stands beside the old one, to be looked at and taken over.
    try got.write(toFile: path + ".new", atomically: true, encoding: .utf8)
    Issue.record("\(name): the text is another one; see \(path).new\n\(got)")
  }
}
