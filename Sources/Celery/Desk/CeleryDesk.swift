import OpenEdX

/// Hands tasks over to the LMS's Celery workers, over their broker.
///
/// The first of a run has to be seen taken before a second is sent: a wrong queue, or a message that workers cannot read,
/// then costs one task and not ten thousand. After that tasks are sent while few wait, because the site's own tasks wait in
/// the same queue.
package actor CeleryDesk {
  /// Where the messages go.
  package struct Queue: Sendable, Hashable {
    /// The queue's name, as the LMS's settings have it.
    package var name = "edx.lms.core.default"
    /// What stands before every key of the broker (`global_keyprefix`).
    package var keyPrefix = ""
    /// How instants are written.
    package var times = CeleryEnvelope.TimeForm.typed

    /// Takes the usual ones.
    package init() {}

    var key: String { keyPrefix + name }
  }

  /// No more messages are sent while this many wait in the queue.
  static let most = 50

  private enum First {
    case untried
    case trying(Task<Void, any Error>)
    case taken
  }

  private let program: RedisProgram
  private let queue: Queue
  private let patience: Duration
  private let pause: @Sendable (Duration) async throws -> Void
  private var first = First.untried
  private var length = 0
  private var hasLooked = false

  /// Takes the way to the broker and the queue.
  ///
  /// - Parameters:
  ///   - patience: how long nothing may be taken from the queue before no worker is believed in.
  ///   - pause: waits between two looks.
  package init(
    _ program: RedisProgram,
    _ queue: Queue = Queue(),
    patience: Duration = .seconds(60),
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.program = program
    self.queue = queue
    self.patience = patience
    self.pause = pause
  }

  /// Where tasks go, in words.
  package nonisolated var place: String { "Celery queue \(queue.name) at \(program.place)" }

  /// What a person should know of the way to the broker; nil when there is nothing.
  package nonisolated var warning: String? {
    guard case .address(let address) = program.way, address.showsPassword else { return nil }
    return "The broker's password crosses the network readable: \(address) is not encrypted (rediss: is)"
  }

  /// How many messages wait in the queue, as it was seen last; nil before the first look.
  package var waiting: Int? { hasLooked ? length : nil }

  /// Looks at the queue and sends nothing.
  ///
  /// - Returns: how many messages wait in it.
  /// - Throws: ``BrokerError``.
  package func look() async throws(BrokerError) -> Int { try await program.run(.length(key: queue.key)) }

  /// Hands a task over.
  ///
  /// - Returns: the mark of its message.
  /// - Throws: ``CeleryEnvelopeError``, with which nothing was sent; ``BrokerError``; `CancellationError`.
  package func handOver(_ task: LMSTask) async throws -> String {
    let envelope = try CeleryEnvelope(task, queue: queue.name, times: queue.times)
    switch first {
    case .taken: try await waitForRoom()
    case .trying(let trial):
      try await trial.value
      try await waitForRoom()
    case .untried:
      let trial = Task { try await self.tryFirst(envelope) }
      first = .trying(trial)
      do {
        try await withTaskCancellationHandler {
          try await trial.value
        } onCancel: {
          trial.cancel()
        }
        first = .taken
      } catch {
        first = .untried
        throw error
      }
      return envelope.tag
    }
    length = try await program.run(.push(key: queue.key, envelope.text))
    return envelope.tag
  }

  /// Pushes the first message and waits until it was taken.
  private func tryFirst(_ envelope: CeleryEnvelope) async throws {
    // Only a look: it shows a wrong password, database or type before anything is pushed.
    length = try await program.run(.length(key: queue.key))
    hasLooked = true
    length = try await program.run(.push(key: queue.key, envelope.text))
    var watch = TakenWatch(length: length, patience: patience, now: .now)
    while true {
      try await pause(.milliseconds(500))
      length = try await program.run(.length(key: queue.key))
      switch watch.take(length, now: .now) {
      case .waiting: continue
      case .taken: return
      case .stuck:
        throw BrokerError(
          program.place,
          "no worker takes tasks from the queue \(queue.name), in which \(length) wait, ours among them",
          remedy: "Check celery.queue, celery.key_prefix, the database's number, and that the LMS's workers run"
        )
      }
    }
  }

  private func waitForRoom() async throws {
    guard length >= Self.most else { return }
    var watch = TakenWatch(length: length, patience: patience, now: .now)
    while true {
      length = try await program.run(.length(key: queue.key))
      if length < Self.most { return }
      if watch.take(length, now: .now) == .stuck {
        throw BrokerError(
          program.place,
          "\(length) tasks wait in the queue \(queue.name), and no worker takes them",
          mayPass: true
        )
      }
      try await pause(.seconds(1))
    }
  }
}
