import Foundation
import OpenEdX

/// A task as one message on the broker: what Celery's own `apply_async` would write, without what workers do not need.
///
/// A wrong message is not merely lost: where a field is missing that a worker reads before it knows the task, the worker
/// ends, the message goes back to the head of the queue, and the next worker ends as well. So the text is made here and
/// nowhere else, and each is read back before it leaves.
package struct CeleryEnvelope: Sendable, Hashable {
  /// How an instant is written in arguments.
  package enum TimeForm: String, Sendable, CaseIterable {
    /// As an object that names its type: kombu from 5.3 on, with which the LMS runs since it sends the time of a grade.
    case typed
    /// As a text: kombu up to 5.2.
    case text
  }

  /// The message.
  package let text: String
  /// The message's own mark, by which the broker tells it from others.
  package let tag: String

  /// Makes the message of a task.
  ///
  /// - Parameters:
  ///   - queue: the queue's name, without a key prefix: workers put the message back by it.
  ///   - id: the task's id, and the mark; new ones each time, because two messages of one mark lose each other.
  /// - Throws: ``CeleryEnvelopeError`` for one that a worker could not take.
  package init(
    _ task: LMSTask,
    queue: String,
    times: TimeForm = .typed,
    id: UUID = UUID(),
    tag: UUID = UUID()
  ) throws(CeleryEnvelopeError) {
    let id = id.uuidString.lowercased()
    self.tag = tag.uuidString.lowercased()
    let arguments = JSONValue.array(task.arguments.map { Self.json($0, times) })
    let embedded: JSONValue = ["callbacks": nil, "errbacks": nil, "chain": nil, "chord": nil]
    let body = try Self.data([arguments, [:], embedded])
    let message: JSONValue = [
      "body": .string(body.base64EncodedString()),
      "content-encoding": "utf-8",
      "content-type": "application/json",
      "headers": ["lang": "py", "task": .string(task.name), "id": .string(id), "root_id": .string(id), "retries": 0],
      "properties": [
        "correlation_id": .string(id), "body_encoding": "base64", "delivery_tag": .string(self.tag), "delivery_mode": 2,
        "priority": 0, "delivery_info": ["exchange": "", "routing_key": .string(queue)],
      ],
    ]
    text = String(decoding: try Self.data(message), as: UTF8.self)
    try CeleryEnvelopeCheck(text).run(task, queue: queue)
  }

  private static func json(_ argument: LMSTask.Argument, _ times: TimeForm) -> JSONValue {
    switch argument {
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    case .number(let number): .number(number)
    case .time(nil): nil
    case .time(let time?):
      switch times {
      case .typed: ["__type__": "datetime", "__value__": .string(time.isoFormat)]
      case .text: .string(time.isoFormat.replacing("+00:00", with: "Z"))
      }
    }
  }

  private static func data(_ value: JSONValue) throws(CeleryEnvelopeError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return try encoder.encode(value) } catch { throw CeleryEnvelopeError("it holds a number that JSON lacks") }
  }
}

/// A message that is not sent, because a worker could not take it.
package struct CeleryEnvelopeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with it.
  package let description: String

  init(_ reason: String) { description = "the task was not handed over, because its message is wrong: \(reason)" }
}
