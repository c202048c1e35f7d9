import Foundation
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import ConsoleRuntime

@Suite struct `Files of exports` {
  private func files(_ folder: TemporaryFolder) -> ExportFiles { ExportFiles(stateFolder: folder.file("state")) }

  @Test func `takes ~ for the home folder of the environment`() throws {
    let folder = try TemporaryFolder()
    let files = ExportFiles(stateFolder: nil, home: folder.path)
    _ = files.write(FileDraft(path: "~/x.txt", name: "text", text: "here"))
    #expect(try String(contentsOfFile: folder.file("x.txt"), encoding: .utf8) == "here")
  }

  @Test func `writes a file that only its owner reads, and never over another without asking`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("list.csv")
    var someone = Operator.atLearners()
    guard case .done(let line) = files(folder).write(someone.model.export().draft(.csv, path: path)) else {
      Issue.record("nothing was written")
      return
    }
    #expect(line == "Wrote 5 rows to \(path)")
    let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(rights == 0o600)
    let draft = FileDraft(path: path, name: "other rows", text: "other")
    let answer = files(folder).write(draft)
    guard case .fileExists = answer else {
      Issue.record("\(answer)")
      return
    }
    someone.tell(answer)
    #expect(someone.screen.contains("─ There is such a file ─"))
    someone.press(.enter, .character("e"))
    #expect(someone.asked.isEmpty, "neither Enter nor the key that asked says yes")
    someone.press(.character("y"))
    #expect(someone.asked == ["write other rows to \(path), replacing"])
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("Learner,"))
    var replacing = draft
    replacing.replaces = true
    _ = files(folder).write(replacing)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["list.csv"])
  }

  @Test func `follows no link and replaces no folder`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("kept".utf8), as: "target")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"),
      withDestinationPath: folder.file("target")
    )
    for (name, reason) in [("link", nil), ("", "is a folder"), ("none/x", "No such file")] as [(String, String?)] {
      var draft = FileDraft(path: folder.file(name), name: "text", text: "new")
      draft.replaces = true
      let answer = files(folder).write(draft)
      guard let reason else { continue }
      guard case .failed(let text, _) = answer else {
        Issue.record("\(answer)")
        continue
      }
      #expect(text.contains(reason))
    }
    #expect(try String(contentsOfFile: folder.file("target"), encoding: .utf8) == "kept")
  }

  @Test func `leaves nothing of a file that could not be finished`() throws {
    struct Broken: Error {}
    let folder = try TemporaryFolder()
    let draft = FileDraft(path: folder.file("x"), name: "text") { put in
      try put(String(repeating: "x", count: 200_000))
      throw Broken()
    }
    let answer = files(folder).write(draft)
    guard case .failed = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `keeps in a file what no clipboard takes, and says where`() throws {
    let folder = try TemporaryFolder()
    let answer = files(folder).keep(CopiedText(text: "paid_learner", name: "paid_learner"))
    guard case .done(let line) = answer else {
      Issue.record("nothing was kept")
      return
    }
    let path = folder.file("state") + "/copied.txt"
    #expect(line.contains(path))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "paid_learner\n")
  }
}
