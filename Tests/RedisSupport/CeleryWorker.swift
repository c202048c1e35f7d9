import Foundation
import OpenEdX
import ProcessTestSupport

/// A Python with Celery and its Redis client.
package struct CeleryPython: Sendable, CustomStringConvertible {
  /// The interpreter's path.
  package let path: String
  /// Celery's version.
  package let version: String

  package var description: String { "Celery \(version)" }

  /// Whether the LMS of such a Celery writes instants with their type (kombu from 5.3 on).
  package var typesTimes: Bool { !version.hasPrefix("5.2.") }

  /// Debian's, and those that `CELERY_PYTHONS` names, with colons between.
  package static let all: [CeleryPython] = {
    let named = ProcessInfo.processInfo.environment["CELERY_PYTHONS"]?.split(separator: ":").map(String.init) ?? []
    return (["/usr/bin/python3"] + named).compactMap { path in
      let probe = try? FinishedProcess(
        executable: path,
        ["-c", "import celery, redis; print(celery.__version__)"],
        environment: [:]
      )
      guard let probe, probe.status == 0, let version = probe.lines.first else { return nil }
      return CeleryPython(path: path, version: version)
    }
  }()

  /// Why there is none on this machine; nil where there is one.
  package static var reasonForNone: String? {
    all.isEmpty ? "Celery is not installed (Debian: python3-celery and python3-redis; or CELERY_PYTHONS)" : nil
  }
}

/// A Celery worker that has the LMS's tasks by name and writes down each run.
package final class CeleryWorker: Sendable {
  private let process: TiedProcess
  private let record: String
  private let python: CeleryPython
  private let environment: [String: String]

  /// Takes the broker; nothing is started yet.
  package init(
    _ python: CeleryPython,
    _ server: RedisServer,
    queue: String = "edx.lms.core.default",
    keyPrefix: String? = nil
  ) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/celery-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    record = folder + "/record"
    self.python = python
    var variables = [
      "LMS_BROKER": server.url, "LMS_QUEUE": queue, "LMS_RECORD": record, "PYTHONPATH": Self.folder,
      "PYTHONDONTWRITEBYTECODE": "1", "HOME": folder,
    ]
    variables["LMS_PREFIX"] = keyPrefix
    environment = variables
    process = TiedProcess(
      folder: folder,
      command: [
        python.path, "-m", "celery", "-A", "lms_tasks", "worker", "--pool", "prefork", "--concurrency", "2", "-Q",
        queue,
        "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "INFO",
      ],
      environment: variables,
      readyAt: " ready."
    )
  }

  /// Starts it; returns when it takes tasks.
  package func start() throws { try process.start() }

  /// Kills it and its children.
  package func kill() { process.kill() }

  /// Lets Celery itself send the tasks of the comparison.
  package func sendByItself() throws {
    let sender = try FinishedProcess(
      executable: python.path,
      [Self.folder + "/lms_tasks.py"],
      environment: environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
    )
    guard sender.status == 0 else { throw TiedProcessTrouble(sender.errors) }
  }

  /// What has run so far, each as its task and arguments.
  package func runs() throws -> [JSONValue] {
    guard let data = FileManager.default.contents(atPath: record) else { return [] }
    return try data.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(JSONValue.self, from: $0) }
  }

  /// Waits until this many tasks have run.
  package func runs(atLeast count: Int) async throws -> [JSONValue] {
    while true {
      let runs = try runs()
      if runs.count >= count { return runs }
      // Nobody tells of a file that grows; the test's time limit ends the wait.
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
}
