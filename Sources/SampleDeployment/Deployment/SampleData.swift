import OpenEdX

/// Everything that the files of `data/sample` say, read and checked against each other.
struct SampleData: Sendable {
  let organizations: [Placed<OrganizationEntry>]
  let courses: [Placed<CourseEntry>]
  let courseRuns: [Placed<CourseRunEntry>]
  let programs: [Placed<ProgramEntry>]
  let pathways: [Placed<PathwayEntry>]
  let learners: [Placed<LearnerEntry>]
  let certificates: [Placed<CertificateEntry>]
  let lmsGrades: [Placed<LMSGradeEntry>]
  let apiConfigs: [Placed<APIConfigEntry>]
  let lmsSites: [Placed<LMSSiteEntry>]
  let credentialsSites: [Placed<CredentialsSiteEntry>]
  let awards: [Placed<AwardEntry>]
  let credentialsGrades: [Placed<CredentialsGradeEntry>]

  /// Reads the folder with the files.
  ///
  /// - Throws: `SampleError` that names the file and the entry.
  init(folder: String) throws(SampleError) {
    organizations = try OrganizationEntry.read(from: folder)
    courses = try CourseEntry.read(from: folder)
    courseRuns = try CourseRunEntry.read(from: folder)
    programs = try ProgramEntry.read(from: folder)
    pathways = try PathwayEntry.read(from: folder)
    learners = try LearnerEntry.read(from: folder)
    certificates = try CertificateEntry.read(from: folder)
    lmsGrades = try LMSGradeEntry.read(from: folder)
    apiConfigs = try APIConfigEntry.read(from: folder)
    lmsSites = try LMSSiteEntry.read(from: folder)
    credentialsSites = try CredentialsSiteEntry.read(from: folder)
    awards = try AwardEntry.read(from: folder)
    credentialsGrades = try CredentialsGradeEntry.read(from: folder)
    try check()
  }

  /// When rows that have no time of their own were written: the newest change of the LMS's switch, which is the day
  /// that the site began with Credentials. The clock would make each deployment another.
  var time: UTCTime { apiConfigs.map(\.value.changeDate.value).max() ?? UTCTime(microseconds: 0) }
}
