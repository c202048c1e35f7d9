import Foundation
import NIOCore
import NIOHTTP1
import OpenEdX
import Synchronization

/// What the server of the measurement was asked and what it has confirmed.
final class PostLedger: Sendable {
  /// How one request is answered.
  enum Answer {
    /// 201; nil for the fixed body.
    case accepted(ByteBuffer?)
    case refused(HTTPResponseStatus)
    case hangUp
  }

  private struct State {
    var requests = 0
    var accepted = 0
    var confirmed: Set<String> = []
    var postedAfterConfirmation = 0
    /// When each learner's run came first, in seconds since 1970.
    var times: [String: JSONValue] = [:]
  }

  private let state = Mutex(State())
  private let tellsTimes: Bool

  /// - Parameter tellsTimes: whether the summary says when each learner's run came first.
  init(tellsTimes: Bool) { self.tellsTimes = tellsTimes }

  /// Counts a request without looking into it.
  func count() -> Answer {
    state.withLock { $0.requests += 1 }
    return .accepted(nil)
  }

  /// Answers a post about the learner and the run that it names.
  func answer(_ body: ByteBuffer, flaps: Bool) -> Answer {
    guard let posted = try? JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)),
      let username = posted["username"]?.string, let key = posted["credential"]?["course_run_key"]?.string
    else { return .refused(.badRequest) }
    let name = "\(username)/\(key)"
    let trouble = state.withLock { state -> Answer? in
      state.requests += 1
      if state.confirmed.contains(name) { state.postedAfterConfirmation += 1 }
      if flaps, state.requests % 3 == 0 {
        let troubles: [Answer] = [.hangUp, .refused(.internalServerError), .refused(.ok), .refused(.badGateway)]
        return troubles[state.requests / 3 % troubles.count]
      }
      state.accepted += 1
      if state.confirmed.insert(name).inserted, tellsTimes {
        state.times[name] = .number(Date().timeIntervalSince1970)
      }
      return nil
    }
    if let trouble { return trouble }
    let text = try? PostRecording.text([
      "username": .string(username), "credential": posted["credential"] ?? .null,
      "status": posted["status"] ?? "awarded", "uuid": .string(UUID().uuidString.lowercased()), "attributes": [],
      "date_override": posted["date_override"] ?? .null, "created": "2026-11-22T20:09:04Z",
      "modified": "2026-11-22T20:09:04Z",
    ])
    return .accepted(ByteBuffer(string: text ?? "{}"))
  }

  /// The counts.
  var summary: JSONValue {
    state.withLock { state in
      [
        "requests": .number(Double(state.requests)), "accepted": .number(Double(state.accepted)),
        "confirmed": .number(Double(state.confirmed.count)),
        "posted_after_confirmation": .number(Double(state.postedAfterConfirmation)), "times": .object(state.times),
      ]
    }
  }
}
