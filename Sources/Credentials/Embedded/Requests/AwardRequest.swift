import OpenEdX

/// The body of `POST /api/v2/credentials/`, checked as far as that goes without the database
/// (<doc:CredentialsAPI#Credentials>).
struct AwardRequest {
  /// What is to be awarded.
  enum Reference {
    /// A program, with the UUID as it was written.
    case program(ProgramUUID, text: String)
    /// A run; the mode is used only when its configuration must be made.
    case courseRun(key: String, mode: String?)
  }

  struct Attribute {
    let name: String
    let value: String
  }

  /// Empty when wrong; then `errors` says so.
  let username: String
  /// Nil when wrong; then `errors` says so.
  let reference: Reference?
  let status: CredentialStatus
  let attributes: [Attribute]
  /// Nil deletes a stored override.
  let dateOverride: UTCTime?
  /// What is wrong, by field.
  let errors: [String: JSONValue]

  /// Reads a body.
  ///
  /// - Throws: `CredentialsRefusal` when it is not an object, or where the real service fails.
  init(_ body: JSONValue) throws(CredentialsRefusal) {
    var fields = try RequestFields(body)
    username = fields.text("username", required: true, maximum: 255) ?? ""
    reference = try Self.reference(&fields)
    // Omitted means awarded, even over a revoked row.
    let word = fields.choice("status", required: false, among: Set(CredentialStatus.allCases.map(\.rawValue)))
    status = word.flatMap(CredentialStatus.init(rawValue:)) ?? .awarded
    attributes = Self.attributes(&fields)
    dateOverride = Self.dateOverride(&fields)
    // Read only for the program's e-mail, which is not sent from here; still checked.
    _ = fields.text("lms_user_id", required: false)
    errors = fields.errors
  }

  /// The program is looked at first; `type` is never read.
  private static func reference(_ fields: inout RequestFields) throws(CredentialsRefusal) -> Reference? {
    guard let value = fields.value("credential", required: true) else { return nil }
    guard case .object(let members) = value else { throw .crash("credential is not an object") }
    if let program = members["program_uuid"], program.isTruthy {
      let text = PythonText.str(program)
      if let uuid = PythonUUID.read(program) { return .program(uuid, text: text) }
      fields.fail("credential", "“\(text)” is not a valid UUID.")
      return nil
    }
    guard let key = members["course_run_key"], key.isTruthy else {
      fields.fail("credential", "Credential identifier is missing.")
      return nil
    }
    let mode = members["mode"].flatMap { $0 == .null ? nil : PythonText.str($0) }
    return .courseRun(key: PythonText.str(key), mode: mode)
  }

  private static func dateOverride(_ fields: inout RequestFields) -> UTCTime? {
    guard let value = fields.value("date_override", required: false, allowsNull: true) else { return nil }
    do throws(CredentialsRefusal) {
      guard value.isObject else { throw .invalid(["non_field_errors": [RequestFields.notDictionary(value)]]) }
      var nested = try RequestFields(value)
      let date = nested.time("date", required: true)
      guard nested.errors.isEmpty else { throw .invalid(.object(nested.errors)) }
      return date
    } catch {
      if case .invalid(let body) = error { fields.errors["date_override"] = body }
      return nil
    }
  }

  private static func attributes(_ fields: inout RequestFields) -> [Attribute] {
    guard let value = fields.value("attributes", required: false) else { return [] }
    guard let items = value.array else {
      let message = "Expected a list of items but got type \"\(PythonText.typeName(value))\"."
      fields.errors["attributes"] = ["non_field_errors": [.string(message)]]
      return []
    }
    var result: [Attribute] = []
    var problems: [JSONValue] = []
    for item in items {
      do throws(CredentialsRefusal) {
        result.append(try Attribute(item))
        problems.append([:])
      } catch {
        if case .invalid(let body) = error { problems.append(body) }
      }
    }
    guard result.count == items.count else {
      fields.errors["attributes"] = .array(problems)
      return []
    }
    guard Set(result.map { Array($0.name.utf8) }).count == result.count else {
      fields.fail("attributes", "Attribute names cannot be duplicated.")
      return []
    }
    return result
  }
}

extension AwardRequest.Attribute {
  fileprivate init(_ value: JSONValue) throws(CredentialsRefusal) {
    guard value != .null else { throw .invalid([.string(RequestFields.mayNotBeNull)]) }
    var fields = try RequestFields(value)
    let name = fields.text("name", required: true, maximum: 255)
    let value = fields.text("value", required: true, maximum: 255)
    guard let name, let value else { throw .invalid(.object(fields.errors)) }
    self.init(name: name, value: value)
  }
}

extension JSONValue {
  fileprivate var isObject: Bool {
    if case .object = self { return true }
    return false
  }
}
