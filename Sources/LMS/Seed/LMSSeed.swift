import GRDB
import OpenEdX

/// Rows to fill an LMS database with, as plain values: for samples, generators and tests.
///
/// Seeding writes the rows as they are, without history and without telling a receiver: nothing is sent for them.
package struct LMSSeed: Sendable {
  /// A row of `auth_user`, and of `auth_userprofile` when there is a name.
  package struct User: Sendable {
    /// The id, to which the other rows refer.
    package var id: Int64
    /// The username.
    package var username: String
    /// The e-mail address.
    package var email: String
    /// The profile's name; nil leaves the profile out.
    package var name: String?

    /// Takes the row's values.
    package init(id: Int64, username: String, email: String, name: String? = nil) {
      self.id = id
      self.username = username
      self.email = email
      self.name = name
    }
  }

  /// A row of `course_overviews_courseoverview`.
  package struct Overview: Sendable {
    /// The course key.
    package var courseRunKey: String
    /// The org of the key.
    package var org: String
    /// The title.
    package var displayName: String
    /// Whether the run is self-paced.
    package var selfPaced: Bool
    /// When the run ends.
    package var end: UTCTime?
    /// `end`, `end_with_date` or `early_no_info`.
    package var displayBehavior: String?
    /// The certificate available date.
    package var availableDate: UTCTime?

    /// Takes the row's values.
    package init(
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

  /// A row of `course_modes_coursemode`.
  package struct Mode: Sendable {
    /// The course key.
    package var courseRunKey: String
    /// The mode's slug.
    package var slug: CourseMode

    /// Takes the row's values.
    package init(courseRunKey: String, slug: CourseMode) {
      self.courseRunKey = courseRunKey
      self.slug = slug
    }
  }

  /// A row of `certificates_generatedcertificate`, with its date override if it has one.
  package struct Certificate: Sendable {
    /// The learner's id.
    package var userID: Int64
    /// The course key.
    package var courseRunKey: String
    /// Status, mode and grade.
    package var values: CertificateValues
    /// When it was last saved; the override, too.
    package var modified: UTCTime
    /// `verify_uuid`.
    package var verifyUUID: String
    /// The date of its override.
    package var dateOverride: UTCTime?

    /// Takes the row's values.
    package init(
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
  package struct Grade: Sendable {
    /// The learner's id.
    package var userID: Int64
    /// The course key.
    package var courseRunKey: String
    /// 0 to 1.
    package var percent: Double
    /// "" when not passing.
    package var letter: String
    /// When it was last saved.
    package var modified: UTCTime

    /// Takes the row's values.
    package init(userID: Int64, courseRunKey: String, percent: Double, letter: String, modified: UTCTime) {
      self.userID = userID
      self.courseRunKey = courseRunKey
      self.percent = percent
      self.letter = letter
      self.modified = modified
    }
  }

  /// A row of `credentials_credentialsapiconfig`; the newest is in force.
  package struct APIConfig: Sendable {
    /// When it was set.
    package var changeDate: UTCTime
    /// The first switch.
    package var enabled: Bool
    /// The second switch.
    package var enableLearnerIssuance: Bool

    /// Takes the row's values.
    package init(changeDate: UTCTime, enabled: Bool = true, enableLearnerIssuance: Bool = true) {
      self.changeDate = changeDate
      self.enabled = enabled
      self.enableLearnerIssuance = enableLearnerIssuance
    }
  }

  /// A row of `django_site` with its `site_configuration_siteconfiguration`.
  package struct Site: Sendable {
    /// The domain.
    package var domain: String
    /// Whether the configuration is in force.
    package var enabled: Bool
    /// The configuration, JSON text.
    package var values: String

    /// Takes the rows' values.
    package init(domain: String, enabled: Bool = true, values: String = "{}") {
      self.domain = domain
      self.enabled = enabled
      self.values = values
    }
  }

  /// Users with their profiles.
  package var users: [User] = []
  /// Course overviews.
  package var overviews: [Overview] = []
  /// Modes in which learners enroll.
  package var modes: [Mode] = []
  /// Certificates with their overrides.
  package var certificates: [Certificate] = []
  /// Grades.
  package var grades: [Grade] = []
  /// Configuration rows, oldest first.
  package var apiConfigs: [APIConfig] = []
  /// Sites, in the order of their ids.
  package var sites: [Site] = []

  /// Begins with nothing.
  package init() {}
}
