import Credentials
import Foundation
import OpenEdX

extension CredentialsSeed {
  /// The Credentials service's rows of the sample.
  init(_ data: SampleData) {
    self.init()
    site = data.credentialsSites.first.map(\.value).map {
      Site(
        name: $0.name,
        domain: $0.domain,
        platformName: $0.platformName,
        lmsRoot: $0.lmsRoot,
        recordsHelpURL: $0.recordsHelpURL
      )
    }
    addCatalog(data)
    addConfigurations(data)
    learners = data.learners.map(\.value).filter { $0.knownToCredentials ?? true }.map {
      Learner($0.nameInCredentials, email: $0.email, fullName: $0.name, lmsUserID: $0.lmsUserID)
    }
    credentials = data.awards.map(\.value).compactMap(Self.award)
    grades = data.credentialsGrades.map(\.value).map {
      UserGrade(
        $0.username,
        $0.courseRun,
        tenThousandths: Int(($0.percent * 10_000).rounded()),
        letter: $0.letter,
        verified: $0.verified,
        lastUpdated: $0.lastUpdated.value,
        // The LMS's task posts a grade some seconds after it was computed.
        created: $0.lastUpdated.value.adding(seconds: 3)
      )
    }
  }

  private mutating func addCatalog(_ data: SampleData) {
    organizations = data.organizations.map(\.value).map {
      Organization($0.key, name: $0.name, uuid: DerivedUUID.uuid("organization", $0.key))
    }
    courses = data.courses.map(\.value).map {
      Course($0.key, title: $0.title, owners: $0.owners, uuid: DerivedUUID.uuid("course", $0.key))
    }
    courseRuns = data.courseRuns.map(\.value).filter { $0.inCatalog ?? true }.map {
      CourseRun(
        $0.key,
        course: $0.course,
        start: $0.start.value,
        end: $0.end.value,
        uuid: DerivedUUID.uuid("course run", $0.key)
      )
    }
    programs = data.programs.map(\.value).map {
      Program(
        $0.uuid.value,
        title: $0.title,
        type: $0.type,
        status: $0.status.rawValue,
        organizations: $0.organizations,
        courseRuns: $0.courseRuns
      )
    }
    pathways = data.pathways.map(\.value).map {
      Pathway(
        $0.name,
        organization: $0.organization,
        email: $0.email,
        programs: $0.programs.map(\.value),
        uuid: UUID(uuidString: $0.uuid.value.dashed)
      )
    }
  }

  private mutating func addConfigurations(_ data: SampleData) {
    courseCertificates = data.courseRuns.map(\.value).filter { $0.configuration != .absent }.map {
      CourseCertificate(
        $0.key,
        mode: $0.mode.mode,
        availableDate: $0.postedAvailableDate,
        isActive: $0.configuration != .inactive,
        hasCatalogRun: $0.configuration != .unlinked
      )
    }
    programCertificates = data.programs.map(\.value).filter { $0.certificate != .absent }.map {
      ProgramCertificate($0.uuid.value, isActive: $0.certificate == .active)
    }
  }

  private static func award(_ entry: AwardEntry) -> UserCredential? {
    let target: UserCredential.Target
    let name: String
    if let run = entry.courseRun {
      (target, name) = (.courseRun(run), run)
    } else if let program = entry.program?.value {
      (target, name) = (.program(program), program.hex)
    } else {
      return nil
    }
    return UserCredential(
      entry.username,
      target,
      status: entry.status.status,
      created: entry.created.value,
      modified: entry.modified.value,
      dateOverride: entry.dateOverride?.value,
      uuid: DerivedUUID.uuid("award", entry.username, name)
    )
  }
}
