import Credentials
import OpenEdX

extension RemoteCredentialsService {
  /// `GET /records/api/v1/program_records/`: the learner's programs, `{"enrolled_programs": […]}`
  /// (<doc:CredentialsAPI#Learner-records>).
  ///
  /// - Parameter username: another learner, for which the account must be staff; nil asks for the account's own.
  /// - Throws: `CredentialsTransportError` when no answer came; 404 says that the service knows no such user.
  package func programRecords(username: String?) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await answer(to: HTTPCall(method: .get, path: Self.recordsPath, query: Self.query(username)))
  }

  /// `GET /records/api/v1/program_records/<uuid>/`: one record, `{"record": {…}, …}`
  /// (<doc:CredentialsAPI#Learner-records>).
  ///
  /// - Parameter username: another learner, for which the account must be staff; nil asks for the account's own.
  /// - Throws: `CredentialsTransportError` when no answer came; an unknown program is a 500.
  package func programRecord(
    _ program: ProgramUUID,
    username: String?
  ) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await answer(
      to: HTTPCall(method: .get, path: "\(Self.recordsPath)\(program.dashed)/", query: Self.query(username))
    )
  }

  /// `POST /api/credentials/v1/learner_cert_status/`, which writes nothing: which of the runs the learner holds
  /// (<doc:CredentialsAPI#Other-writes>). Needs a staff account or the learner status worker.
  ///
  /// - Throws: `CredentialsTransportError` when no answer came; an unknown user is 200 with an empty status.
  package func learnerStatus(
    username: String,
    courseRuns: [String]
  ) async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await answer(
      to: HTTPCall(
        method: .post,
        path: "/api/credentials/v1/learner_cert_status/",
        body: .json(["username": .string(username), "course_runs": .array(courseRuns.map { .string($0) })])
      )
    )
  }

  /// `GET /health/`, without a token: 200 or 503, with the state of the database.
  ///
  /// - Throws: `CredentialsTransportError` when no answer came.
  package func health() async throws(CredentialsTransportError) -> CredentialsAnswer {
    try await send(HTTPCall(method: .get, path: "/health/"), nil)
  }

  private static let recordsPath = "/records/api/v1/program_records/"

  private static func query(_ username: String?) -> [(name: String, value: String)] {
    username.map { [("username", $0)] } ?? []
  }
}
