import Credentials
import OpenEdX
import Synchronization

/// Stands before the service while one task runs, and remembers what it posted and how well the service did.
///
/// What a task posts shows neither in its row nor in its outcome: a program task may award several programs, others than
/// those it was enqueued for, and be refused some.
final class PostWitness: CredentialsService {
  private struct State {
    var posts: [TaskPost] = []
    var signs: [CircuitBreaker.Sign] = []
  }

  private let service: any CredentialsService
  private let state = Mutex(State())

  init(_ service: any CredentialsService) { self.service = service }

  var destination: String { service.destination }

  /// The posts that were answered or lost, in their order.
  var posts: [TaskPost] { state.withLock(\.posts) }

  /// How the service did, request by request.
  var signs: [CircuitBreaker.Sign] { state.withLock(\.signs) }

  func post(_ request: CredentialsRequest) async throws(CredentialsTransportError) -> CredentialsAnswer {
    do throws(CredentialsTransportError) {
      let answer = try await service.post(request)
      let post = TaskPost(request, TaskPost.Answer(answer))
      state.withLock { state in
        state.posts.append(post)
        if let sign = CircuitBreaker.Sign(post.answer) { state.signs.append(sign) }
      }
      return answer
    } catch {
      state.withLock { $0.posts.append(TaskPost(request, .failed)) }
      note(error)
      throw error
    }
  }

  func awardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    do throws(CredentialsTransportError) { return try await service.awardedProgramUUIDs(username: username) } catch {
      note(error)
      throw error
    }
  }

  func allAwardedProgramUUIDs(username: String) async throws(CredentialsTransportError) -> Set<ProgramUUID> {
    do throws(CredentialsTransportError) { return try await service.allAwardedProgramUUIDs(username: username) } catch {
      note(error)
      throw error
    }
  }

  func programs(containing courseRunKeys: [String]) async throws(CredentialsTransportError) -> [ProgramOutline] {
    try await service.programs(containing: courseRunKeys)
  }

  /// A fault of the configuration pauses the queue, which is rest enough.
  private func note(_ error: CredentialsTransportError) {
    guard !error.isConfiguration, !Task.isCancelled else { return }
    state.withLock { $0.signs.append(.ill) }
  }
}
