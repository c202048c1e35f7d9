import CertificateSync
import Credentials
import CredentialsHTTP
import Foundation
import LMS
import OpenEdX

/// Many tasks sent by the engine to a service that fails at every third request, in turn by hanging up, with a 500, with
/// a page of HTML under 200, and with a 502.
enum PostFlapping {
  /// Runs the tasks to their end.
  ///
  /// - Returns: the server's counts, and the tasks by state.
  static func run(in place: String, tasks: Int, connections: Int) async throws -> (JSONValue, QueueStatus) {
    let deployment = try EngineDeployment(in: place, learners: tasks)
    let open = try deployment.opened()
    let key = try CourseKey(EngineDeployment.runKey(0))
    try await open.lms.telling([]).transaction { transaction in
      for number in 0..<tasks {
        try transaction.saveCertificate(
          username: EngineDeployment.username(number),
          courseRunKey: key,
          values: CertificateValues(status: .downloadable, mode: .verified)
        )
      }
    }
    // The usual waits of half a minute and more say nothing here.
    var policy = Backoff()
    (policy.base, policy.cap, policy.retries) = (0.05, 0.2, 60)
    let queue = try TaskQueue(lms: open.lms, policy: policy)
    let server = try PostServerProcess(.flapping, body: .null)
    let service = try PostRate.service(server.address, connections: connections)
    let engine = SyncEngine(
      queue: queue,
      lms: open.lms,
      credentials: CredentialsConnection(site: service, copy: open.service, trouble: { _ in }),
      wakeSignal: open.wakeSignal,
      limits: EngineLimits(concurrency: connections, pollSeconds: 0.05),
      logger: open.logger
    )
    let requests = (0..<tasks).map {
      TaskRequest.awardCourseCertificate(username: EngineDeployment.username($0), courseRunKey: key.stored)
    }
    let ids = try await queue.enqueue(requests, origin: .backfill)
    try await engine.run(.untilEnded(Set(ids)))
    let status = try await queue.status()
    try open.close()
    try deployment.remove()
    return (try server.end(), status)
  }
}
