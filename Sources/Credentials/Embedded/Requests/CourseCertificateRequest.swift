import OpenEdX

/// The body of `POST /api/v2/course_certificates/`, checked (<doc:CredentialsAPI#Other-writes>).
struct CourseCertificateRequest {
  let courseID: String
  let mode: String
  let availableDate: UTCTime?
  let isActive: Bool

  /// Reads a body.
  ///
  /// - Throws: `CredentialsRefusal`: a 500 where the real service reads a key that was not sent.
  init(_ body: JSONValue) throws(CredentialsRefusal) {
    var fields = try RequestFields(body)
    let courseID = fields.text("course_id", required: true, maximum: 255)
    if let courseID, (try? CourseKey(courseID)) == nil { fields.fail("course_id", "Invalid course key.") }
    let mode = fields.choice("certificate_type", required: true, among: Self.modes)
    availableDate = fields.time("certificate_available_date", required: false, allowsNull: true)
    let isActive = fields.flag("is_active")
    guard fields.errors.isEmpty, let courseID, let mode else { throw .invalid(.object(fields.errors)) }
    guard fields.has("certificate_available_date") else { throw .crash("certificate_available_date was not sent") }
    guard let isActive else { throw .crash("is_active was not sent") }
    self.courseID = courseID
    self.mode = mode
    self.isActive = isActive
  }

  /// The types that the service's model knows: fewer than the LMS has modes, so that it refuses some of its posts.
  private static let modes: Set<String> = Set(
    [CourseMode.honor, .verified, .professional, .noIDProfessional, .masters].map(\.rawValue)
  )
}
