import OpenEdX

/// A learner as both databases know them, before any row is read.
struct Learner {
  /// The LMS's id; nil when only Credentials knows the name.
  let lmsUserID: Int64?
  /// The LMS's spelling, or Credentials' when the LMS does not know the learner.
  let username: String
  /// The names under which Credentials' rows of this learner are found, the one that counts first: the username, then
  /// the same name in another case.
  let credentialNames: [String]
  /// Those of them whose rows the learner's page shows; nil for all.
  var pageNames: [String]?
  /// Names that only Credentials has, with the same `lms_user_id` and with rows: what the learner was called before.
  var formerNames: [String] = []
  /// Where Credentials holds another `lms_user_id` for the name.
  var otherAccount: OtherAccount?
  /// Whether the account is retired; then former names are never told.
  var isRetired = false
  /// Whether Credentials' full name is another one than that of the LMS profile.
  var hasOtherFullName = false
  /// How names that differ were matched.
  let notes: [String]

  /// Whether the page shows what hangs on the name.
  func pageShows(_ name: String) -> Bool {
    pageNames.map { $0.contains { CodePoints.equal($0, name) } } ?? true
  }

  var facts: RunFacts.Identity {
    RunFacts.Identity(
      isRetired: isRetired,
      isRenamed: !formerNames.isEmpty && !isRetired,
      hasOtherAccount: otherAccount != nil,
      hasOtherFullName: hasOtherFullName
    )
  }
}

/// The `lms_user_id` that Credentials holds for a name of the LMS, where it is not that of the LMS's user.
package struct OtherAccount: Sendable, Hashable {
  /// The id that Credentials holds.
  package let lmsUserID: Int64
  /// Who has that id in the LMS; nil for nobody.
  package let owner: String?

  /// The two ids, as a sentence.
  ///
  /// - Parameter id: that of the LMS's user.
  func note(username: String, id: Int64) -> String {
    let whose = owner.map { "which is “\($0)” in the LMS" } ?? "which nobody has in the LMS"
    return "Credentials holds lms_user_id \(lmsUserID) for “\(username)”, \(whose); the LMS's “\(username)” is \(id)."
  }
}

/// A name in Credentials that belongs to an LMS user of another name.
struct LearnerAlias {
  let name: String
  let lmsUserID: Int64
  let lmsUsername: String
  /// A former name, matched by `lms_user_id`; otherwise the same name in another case.
  let isFormer: Bool
}
