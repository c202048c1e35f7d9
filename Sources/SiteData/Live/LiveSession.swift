import Synchronization

/// A session that stays open for one question after the other, and is opened again after a failure.
///
/// Questions are asked one at a time. It ends when nobody holds it any more, and with ``end()``.
package actor LiveSession {
  private let program: ClientProgram
  private var questions: AsyncStream<Question>.Continuation?

  /// Takes the way; nothing is started before the first question.
  package init(_ program: ClientProgram) { self.program = program }

  deinit { questions?.finish() }

  /// Asks, in a session that is open or is opened now.
  ///
  /// - Throws: `ClientError`; the next question opens another session.
  package func ask<Value: Sendable>(
    _ body: @escaping @Sendable (ClientSession) async throws -> Value
  ) async throws -> Value {
    let questions = open()
    return try await withCheckedThrowingContinuation { continuation in
      let answer = OneAnswer(continuation)
      let question = Question(
        ask: { session in answer.give(.success(try await body(session))) },
        fail: { answer.give(.failure($0)) }
      )
      if case .terminated = questions.yield(question) { answer.give(.failure(ClientError(.ended("closed", said: "")))) }
    }
  }

  /// Ends the session; the next question opens another.
  package func end() {
    questions?.finish()
    questions = nil
  }

  private func open() -> AsyncStream<Question>.Continuation {
    if let questions { return questions }
    let (stream, continuation) = AsyncStream.makeStream(of: Question.self)
    questions = continuation
    let program = program
    Task { [weak self] in
      let asked = AskedQuestion()
      var failure: any Error = ClientError(.ended("closed", said: ""))
      do {
        try await program.withSession { session in
          for await question in stream {
            asked.set(question)
            try await question.ask(session)
            asked.set(nil)
          }
        }
      } catch {
        failure = error
      }
      await self?.end()
      continuation.finish()
      asked.question?.fail(failure)
      for await question in stream { question.fail(failure) }
    }
    return continuation
  }
}

/// What is asked of a live session.
private struct Question: Sendable {
  let ask: @Sendable (ClientSession) async throws -> Void
  let fail: @Sendable (any Error) -> Void
}

/// The question that is being answered; its failure is known when the program has ended.
private final class AskedQuestion: Sendable {
  private let now = Mutex<Question?>(nil)

  var question: Question? { now.withLock { $0 } }

  func set(_ question: Question?) { now.withLock { $0 = question } }
}

/// A continuation that is resumed once, by the first who comes.
private final class OneAnswer<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

  init(_ continuation: CheckedContinuation<Value, any Error>) { self.continuation = Mutex(continuation) }

  func give(_ result: Result<Value, any Error>) {
    let first = continuation.withLock { $0.take() }
    first?.resume(with: result)
  }
}
