import Foundation
import Testing

/// `data/packaging/heal`, which the systemd unit, the container and the Tutor plugin run, with a program that only writes
/// down what it was asked.
@Suite struct HealTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "heal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Runs it with a program whose `pull` ends with the status; gives its own status and what the program was asked.
  ///
  /// - Parameter asked: is told of each line as it comes.
  private func heal(
    pullEndsWith status: Int = 0,
    environment: [String: String] = [:],
    asked: (String, Process) -> Void = { _, _ in }
  ) throws -> (status: Int32, asked: [String]) {
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appending(path: "learner-records")
    let script = """
      #!/bin/sh
      echo "$* [$(env | grep -c '^LEARNER_RECORDS_[FSPR]')]"
      case $1 in pull) exit \(status) ;; esac
      """
    try script.write(to: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    let (process, output) = (Process(), Pipe())
    // A thread of Swift's blocks most signals, and a process that it starts inherits that.
    process.executableURL = URL(filePath: "/usr/bin/perl")
    process.arguments = [
      "-MPOSIX", "-e", "sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV",
      Repository.root.appending(path: "data/packaging/heal").path,
    ]
    process.standardOutput = output
    process.environment = [
      "PATH": folder.path + ":/usr/bin:/bin", "LEARNER_RECORDS_FOLDER": "site", "LEARNER_RECORDS_FILE": "site.yaml",
      "LEARNER_RECORDS_SECONDS": "0", "LEARNER_RECORDS_ROUNDS": "1",
    ].merging(environment) { $1 }
    try process.run()
    var text = ""
    while case let bytes = output.fileHandleForReading.availableData, !bytes.isEmpty {
      let piece = String(decoding: bytes, as: UTF8.self)
      text += piece
      asked(piece, process)
    }
    process.waitUntilExit()
    return (process.terminationStatus, text.split(separator: "\n").map(String.init))
  }

  @Test func `without leave to post it pulls and counts`() throws {
    let (status, asked) = try heal()
    #expect(status == 0)
    #expect(asked == ["pull --deployment site --config site.yaml [0]", "--deployment site audit --summary [0]"])
  }

  @Test func `with leave it pulls and repairs`() throws {
    let (status, asked) = try heal(environment: ["LEARNER_RECORDS_POST": "yes"])
    #expect(status == 0)
    #expect(
      asked == [
        "pull --deployment site --config site.yaml [0]", "--deployment site --config site.yaml --backfill --yes [0]",
      ]
    )
  }

  @Test func `nothing is posted from a copy that could not be brought up to date`() throws {
    let (status, asked) = try heal(
      pullEndsWith: 1,
      environment: ["LEARNER_RECORDS_POST": "yes", "LEARNER_RECORDS_ROUNDS": "2"]
    )
    #expect(status == 0)
    #expect(asked.count == 2)
    #expect(asked.allSatisfy { $0.hasPrefix("pull ") })
  }

  @Test(.timeLimit(.minutes(5))) func `a signal ends it between two rounds`() throws {
    let long = ["LEARNER_RECORDS_SECONDS": "86400", "LEARNER_RECORDS_ROUNDS": "0"]
    let (status, asked) = try heal(environment: long) { line, process in
      // The last that a round asks; what follows is the wait for the next.
      if line.contains("audit") { process.terminate() }
    }
    #expect(status == 0)
    #expect(asked.count == 2)
  }
}
