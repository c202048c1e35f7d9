import Foundation
import OpenEdX

/// Reads a message as a worker does, field by field, before it leaves.
struct CeleryEnvelopeCheck {
  private let text: String
  /// More than any task of ours comes to; the longest username and key make less than a tenth of it.
  private static let most = 16_384

  init(_ text: String) { self.text = text }

  /// Compares the message with the task that it is for.
  ///
  /// - Throws: ``CeleryEnvelopeError`` that names the field.
  func run(_ task: LMSTask, queue: String) throws(CeleryEnvelopeError) {
    try require(text.utf8.count <= Self.most, "it is longer than \(Self.most) bytes")
    try require(text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }, "it holds a control character")
    let message = try json(Data(text.utf8), "the message")
    try require(message["content-type"] == "application/json", "content-type is not application/json")
    try require(message["content-encoding"] == "utf-8", "content-encoding is not utf-8")
    try require(message["headers"]?["task"] == .string(task.name), "headers.task is another task")
    let id = message["headers"]?["id"]?.string ?? ""
    try require(UUID(uuidString: id) != nil, "headers.id is no UUID")
    let properties = message["properties"]
    try require(properties?["correlation_id"]?.string == id, "properties.correlation_id is not headers.id")
    try require(properties?["body_encoding"] == "base64", "properties.body_encoding is not base64")
    let tag = properties?["delivery_tag"]?.string ?? ""
    try require(UUID(uuidString: tag) != nil && tag != id, "properties.delivery_tag is no UUID of its own")
    // With another exchange or key a message is lost when the worker that holds it stops.
    let delivery = properties?["delivery_info"]
    try require(delivery?["exchange"] == "", "properties.delivery_info.exchange is not empty")
    try require(!queue.isEmpty && delivery?["routing_key"] == .string(queue), "…routing_key is not the queue")
    try checkBody(message["body"]?.string, task)
  }

  private func checkBody(_ text: String?, _ task: LMSTask) throws(CeleryEnvelopeError) {
    guard let data = text.flatMap({ Data(base64Encoded: $0) }) else { throw CeleryEnvelopeError("body is not base64") }
    let parts = try json(data, "body").array ?? []
    try require(parts.count == 3, "body has \(parts.count) parts and not 3")
    try require(parts[0].array?.count == task.arguments.count, "body has another number of arguments")
    try require(parts[1] == [:], "body has arguments by name")
    try require(parts[2]["chord"] == JSONValue.null, "body embeds no chord")
  }

  private func json(_ data: Data, _ name: String) throws(CeleryEnvelopeError) -> JSONValue {
    do { return try JSONDecoder().decode(JSONValue.self, from: data) } catch {
      throw CeleryEnvelopeError("\(name) is no JSON")
    }
  }

  private func require(_ holds: Bool, _ reason: String) throws(CeleryEnvelopeError) {
    guard holds else { throw CeleryEnvelopeError(reason) }
  }
}
