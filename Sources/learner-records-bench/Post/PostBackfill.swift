import DatabaseFile
import Foundation
import OpenEdX

/// `learner-records --backfill` on a large deployment: it posts what is lost and nothing else.
struct PostBackfill {
  let seconds: Double
  let peakBytes: Int
  /// The server's counts.
  let summary: JSONValue

  /// Runs the program on a copy of the deployment.
  init(program: String, deployment: String, connections: Int) throws {
    let copy = FileManager.default.temporaryDirectory.path + "/post-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    for name in ["lms.sqlite", "credentials.sqlite"] {
      try FileManager.default.copyItem(atPath: "\(deployment)/\(name)", toPath: "\(copy)/\(name)")
    }
    let server = try PostServerProcess(.echo, body: .null)
    setenv("LEARNER_RECORDS_CREDENTIALS_URL", server.address, 1)
    setenv("LEARNER_RECORDS_TOKEN_VALUE", PostRate.token, 1)
    let run = try ChildRun(
      program,
      ["--deployment", copy, "--backfill", "--yes", "--concurrency", "\(connections)"]
    )
    // 2 says that something is left, which no post can repair.
    guard run.status == 0 || run.status == 2 else { throw BenchError("--backfill ended with \(run.status).") }
    (seconds, peakBytes) = (run.seconds, run.peakBytes)
    summary = try server.end()
  }
}
