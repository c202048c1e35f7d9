import OpenEdX

/// A learner as both databases know them, before any row is read.
struct Learner {
  /// The LMS's id; nil when only Credentials knows the name.
  let lmsUserID: Int64?
  /// The LMS's spelling, or Credentials' when the LMS does not know the learner.
  let username: String
  /// The names under which Credentials' rows of this learner are found, the one that counts first.
  let credentialNames: [String]
  /// How names that differ were matched.
  let notes: [String]
}

/// A name in Credentials that belongs to an LMS user of another name.
struct LearnerAlias {
  let name: String
  let lmsUserID: Int64
  let lmsUsername: String
  /// Matched by `lms_user_id`; otherwise by the name without case.
  let byID: Bool

  var note: String {
    byID
      ? "Credentials' rows are under “\(name)”; matched by lms_user_id \(lmsUserID) (renamed or spelled differently)."
      : "Credentials' rows are under “\(name)”; matched without case."
  }
}
