import Credentials
import LMS

/// One of the two databases of a site: the LMS's or that of the Credentials service.
package enum SiteSide: String, Sendable, CaseIterable {
  /// edxapp: certificates, grades, enrolments.
  case lms
  /// The Credentials service: awards, catalog, configurations.
  case credentials

  /// The name of its file in a deployment.
  package var fileName: String { rawValue + ".sqlite" }

  /// What a message calls it.
  package var title: String { self == .lms ? "LMS" : "Credentials" }

  /// Every table that is taken, in the order in which a fresh copy reads them.
  package var tables: [NeededTable] { self == .lms ? NeededTable.lms : NeededTable.credentials }

  /// The statements that make the log of a filled file's changes.
  var changeLog: String { self == .lms ? LMSSchema.changeLog : CredentialsSchema.changeLog }

  /// The tables by which a database is known to be this one, whatever its name.
  ///
  /// All of them must be there. Other services of a site (Discovery, ecommerce) have tables such as `django_site` and
  /// `core_user` as well, but none of these.
  package var signature: [String] {
    switch self {
    case .lms: ["certificates_generatedcertificate", "course_overviews_courseoverview"]
    case .credentials: ["credentials_usercredential", "credentials_coursecertificate"]
    }
  }

  /// The needed table of a name; MySQL on Linux tells the case of table names apart.
  package func table(named name: String) -> NeededTable? { tables.first { $0.name == name } }
}
