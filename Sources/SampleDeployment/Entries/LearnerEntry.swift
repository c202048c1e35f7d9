/// A line of `learners.json`: a user of the LMS, and under which name Credentials knows the same person.
struct LearnerEntry: SampleEntry {
  static let file = "learners.json"
  static let fields = CodingKeys.allCases.map(\.rawValue)

  let lmsUserID: Int64
  /// The name in the LMS.
  let username: String
  let email: String
  /// The profile's name; without it there is no profile.
  let name: String?
  /// The name in Credentials when it is another, as after a rename that did not reach it.
  let credentialsUsername: String?
  /// Whether Credentials has an account of the learner; it does when nothing is said.
  let knownToCredentials: Bool?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case lmsUserID = "lms_user_id"
    case username, email, name
    case credentialsUsername = "credentials_username"
    case knownToCredentials = "known_to_credentials"
  }

  /// The name under which Credentials holds the learner's awards.
  var nameInCredentials: String { credentialsUsername ?? username }
}
