import OpenEdX

/// A learner's record of one program: `GET /records/api/v1/program_records/<uuid>/`
/// (<doc:CredentialsAPI#Learner-records>).
package struct ProgramRecordDetail: Sendable {
  /// One course of the program; the fields that depend on an award are nil without one.
  package struct Course: Sendable {
    /// The course's title.
    package let name: String?
    /// Its owners, joined by commas.
    package let school: String
    /// The id of the course in Credentials' catalog.
    package let courseID: Int64
    /// The awarded run; the grade may be another run's.
    package let run: String?
    /// The award's date: override, else available date, else creation.
    package let issueDate: UTCTime?
    /// How many runs have a verified grade and a visible credential.
    package let attempts: Int?
    /// The highest grade of an awarded run, 0 to 1.
    package let percent: Double?
    /// Its letter; `N/A` when the service has none.
    package let letter: String?
    /// The keys of the runs with an awarded, visible credential, in the order of the configurations' ids. With
    /// several the last one is shown.
    package let awardedRuns: [String]
  }

  /// A credit or industry pathway of the program.
  package struct Pathway: Sendable {
    /// `catalog_pathway.id`.
    package let id: Int64
    /// Its name.
    package let name: String
    /// `sent` once the learner has sent the record; else empty.
    package let status: String
    /// Whether it has an address to send to.
    package let isActive: Bool
    /// `credit` or `industry`.
    package let type: String
  }

  /// The learner's name in Credentials.
  package let username: String
  /// The learner's full name; may be empty.
  package let fullName: String
  /// The learner's address.
  package let email: String
  /// The program.
  package let program: ProgramUUID
  /// Its title.
  package let name: String
  /// Its type, as `MicroMasters`.
  package let typeName: String
  /// Its authoring organizations, joined by commas.
  package let school: String
  /// Whether a visible, awarded program credential exists.
  package let isCompleted: Bool
  /// Whether no awarded, visible credential has a verified grade.
  package let isEmpty: Bool
  /// The latest of the counted grades' dates; nil when the service prints the present moment instead.
  package let lastUpdated: UTCTime?
  /// The courses in the order of the page.
  package let courses: [Course]
  /// The pathways.
  package let pathways: [Pathway]
  /// The uuid under which the learner shares the record, 32 hexadecimal digits.
  package let sharedRecordUUID: String?
  /// The name of the platform.
  package let platformName: String?
  /// Where the page's help link leads; may be empty.
  package let recordsHelpURL: String
  /// What makes the service answer 500 in place of this record; nil when nothing does. The fields that the page would
  /// show then hold nothing that anybody sees.
  package let failure: PageFailure?

  /// The badge in the page's header (<doc:LearnerRecordPage#One-record>).
  package var headerWord: String {
    if failure != nil { return PageFailure.word }
    return isCompleted ? "Earned" : isEmpty ? "Not Earned" : "Partially Completed"
  }
}
