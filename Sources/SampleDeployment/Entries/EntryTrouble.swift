/// A field that an entry must not have.
struct UnknownField: Error {
  let name: String
}

/// What the decoder reports about an entry, in the words of the file's author.
struct EntryTrouble {
  let code: SampleError.Code
  let reason: String
  let remedy: String

  init(_ error: any Error, fields: [String]) {
    let known = "Its fields are \(fields.joined(separator: ", "))."
    switch error {
    case let error as UnknownField:
      code = .invalid
      reason = "the entry has an unknown field “\(error.name)”"
      remedy = known
    case DecodingError.keyNotFound(let key, _):
      code = .invalid
      reason = "the entry lacks the field “\(key.stringValue)”"
      remedy = known
    case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context):
      code = .invalid
      reason = "the field “\(Self.name(context))” holds a value of another kind (\(context.debugDescription))"
      remedy = "Write it like the same field of the other entries."
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      code = .invalid
      reason = "the field “\(Self.name(context))” \(context.debugDescription)"
      remedy = "Correct the value."
    default:
      code = .malformed
      reason = "the entry is not JSON"
      remedy = "Look for a missing comma, colon or quotation mark."
    }
  }

  private static func name(_ context: DecodingError.Context) -> String {
    context.codingPath.first { $0.intValue == nil }?.stringValue ?? "?"
  }
}
