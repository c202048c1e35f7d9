import GRDB
import OpenEdX

/// Rows to fill an LMS database with, as plain values: for samples, generators and tests.
///
/// Seeding writes the rows as they are, without history and without telling a receiver: nothing is sent for them.
public struct LMSSeed: Sendable {
  /// A row of `auth_user`, and of `auth_userprofile` when there is a name.
  public struct User: Sendable {
    /// The id, to which the other rows refer.
    public var id: Int64
    /// The username.
    public var username: String
    /// The e-mail address.
    public var email: String
    /// The profile's name; nil leaves the profile out.
    public var name: String?

    /// Takes the row's values.
    public init(id: Int64, username: String, email: String, name: String? = nil) {
      self.id = id
      self.username = username
      self.email = email
      self.name = name
    }
  }

  /// A row of `course_overviews_courseoverview`.
  public struct Overview: Sendable {
    /// The course key.
    public var courseRunKey: String
    /// The org of the key.
    public var org: String
    /// The title.
    public var displayName: String
    /// Whether the run is self-paced.
    public var selfPaced: Bool
    /// When the run ends.
    public var end: UTCTime?
    /// `end`, `end_with_date` or `early_no_info`.
    public var displayBehavior: String?
    /// The certificate available date.
    public var availableDate: UTCTime?

    /// Takes the row's values.
    public init(
      courseRunKey: String,
      org: String,
      displayName: String,
      selfPaced: Bool = false,
      end: UTCTime? = nil,
      displayBehavior: String? = "early_no_info",
      availableDate: UTCTime? = nil
    ) {
      self.courseRunKey = courseRunKey
      self.org = org
      self.displayName = displayName
      self.selfPaced = selfPaced
      self.end = end
      self.displayBehavior = displayBehavior
      self.availableDate = availableDate
    }
  }

  /// A row of `certificates_generatedcertificate`, with its date override if it has one.
  public struct Certificate: Sendable {
    /// The learner's id.
    public var userID: Int64
    /// The course key.
    public var courseRunKey: String
    /// Status, mode and grade.
    public var values: CertificateValues
    /// When it was last saved; the override, too.
    public var modified: UTCTime
    /// `verify_uuid`.
    public var verifyUUID: String
    /// The date of its override.
    public var dateOverride: UTCTime?

    /// Takes the row's values.
    public init(
      userID: Int64,
      courseRunKey: String,
      values: CertificateValues,
      modified: UTCTime,
      verifyUUID: String = "",
      dateOverride: UTCTime? = nil
    ) {
      self.userID = userID
      self.courseRunKey = courseRunKey
      self.values = values
      self.modified = modified
      self.verifyUUID = verifyUUID
      self.dateOverride = dateOverride
    }
  }

  /// A row of `grades_persistentcoursegrade`.
  public struct Grade: Sendable {
    /// The learner's id.
    public var userID: Int64
    /// The course key.
    public var courseRunKey: String
    /// 0 to 1.
    public var percent: Double
    /// "" when not passing.
    public var letter: String
    /// When it was last saved.
    public var modified: UTCTime

    /// Takes the row's values.
    public init(userID: Int64, courseRunKey: String, percent: Double, letter: String, modified: UTCTime) {
      self.userID = userID
      self.courseRunKey = courseRunKey
      self.percent = percent
      self.letter = letter
      self.modified = modified
    }
  }

  /// A row of `credentials_credentialsapiconfig`; the newest is in force.
  public struct APIConfig: Sendable {
    /// When it was set.
    public var changeDate: UTCTime
    /// The first switch.
    public var enabled: Bool
    /// The second switch.
    public var enableLearnerIssuance: Bool

    /// Takes the row's values.
    public init(changeDate: UTCTime, enabled: Bool = true, enableLearnerIssuance: Bool = true) {
      self.changeDate = changeDate
      self.enabled = enabled
      self.enableLearnerIssuance = enableLearnerIssuance
    }
  }

  /// A row of `django_site` with its `site_configuration_siteconfiguration`.
  public struct Site: Sendable {
    /// The domain.
    public var domain: String
    /// Whether the configuration is in force.
    public var enabled: Bool
    /// The configuration, JSON text.
    public var values: String

    /// Takes the rows' values.
    public init(domain: String, enabled: Bool = true, values: String = "{}") {
      self.domain = domain
      self.enabled = enabled
      self.values = values
    }
  }

  /// Users with their profiles.
  public var users: [User] = []
  /// Course overviews.
  public var overviews: [Overview] = []
  /// Certificates with their overrides.
  public var certificates: [Certificate] = []
  /// Grades.
  public var grades: [Grade] = []
  /// Configuration rows, oldest first.
  public var apiConfigs: [APIConfig] = []
  /// Sites, in the order of their ids.
  public var sites: [Site] = []

  /// Begins with nothing.
  public init() {}
}
