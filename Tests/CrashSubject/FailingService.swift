import Credentials
import Foundation
import OpenEdX

/// The embedded service with a fail point on either side of each post, and a journal of the posts.
struct FailingService: CredentialsService {
  let inner: EmbeddedCredentialsService
  let failPoint: FailPoint
  let journal: PostJournal

  var destination: String { inner.destination }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    failPoint.pass("after-claim")
    journal.note(request, "sent")
    let answer = try await inner.post(request)
    failPoint.pass("after-post")
    journal.note(request, "answered")
    return answer
  }

  func credentials(username: String) async throws(CredentialsTransportError) -> [ListedCredential] {
    try await inner.credentials(username: username)
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await inner.awardedProgramUUIDs(username: username)
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    try await inner.allAwardedProgramUUIDs(username: username)
  }

  func courseCertificate(courseRunKey: String) async throws(CredentialsTransportError) -> StoredCourseCertificate? {
    try await inner.courseCertificate(courseRunKey: courseRunKey)
  }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await inner.programs(containing: courseRunKeys)
  }
}

/// A file to which each post is appended with one write, so that it outlives the process.
struct PostJournal {
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func note(_ request: CredentialsRequest, _ word: String) {
    guard case .courseCredential(let post) = request else { return }
    let line = "\(word) \(post.username) \(post.courseRunKey) \(post.status.rawValue)\n"
    _ = line.withCString { write(descriptor, $0, strlen($0)) }
  }
}
