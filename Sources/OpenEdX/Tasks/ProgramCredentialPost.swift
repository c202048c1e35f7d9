/// The body of the LMS's post for a program credential (<doc:SyncFlow#Programs>).
package struct ProgramCredentialPost: Sendable, Hashable {
  /// The learner.
  package let username: String
  /// The learner's id in the LMS, which goes with an award only.
  package let lmsUserID: Int64
  /// The program.
  package let program: ProgramUUID
  /// Awarded or revoked.
  package let status: CredentialStatus

  /// Takes the parts of the body.
  package init(username: String, lmsUserID: Int64, program: ProgramUUID, status: CredentialStatus) {
    self.username = username
    self.lmsUserID = lmsUserID
    self.program = program
    self.status = status
  }

  /// The body as JSON: an award says no status, which means awarded, and names the LMS's user id for the e-mail.
  package var json: JSONValue {
    let credential: JSONValue = ["type": "program", "program_uuid": .string(program.dashed)]
    switch status {
    case .awarded:
      return [
        "username": .string(username), "lms_user_id": JSONValue(lmsUserID), "credential": credential,
      ]
    case .revoked: return ["username": .string(username), "status": "revoked", "credential": credential]
    }
  }

  /// The post that takes this one back.
  package var opposite: ProgramCredentialPost {
    ProgramCredentialPost(
      username: username,
      lmsUserID: lmsUserID,
      program: program,
      status: status == .awarded ? .revoked : .awarded
    )
  }
}
