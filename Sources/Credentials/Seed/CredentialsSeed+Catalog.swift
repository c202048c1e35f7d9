import Foundation
import OpenEdX

extension CredentialsSeed {
  /// A row of `catalog_organization`.
  package struct Organization: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The row's identity; nil takes a new one.
    package var uuid: UUID?
    /// The organization's part of course keys.
    package var key: String
    /// The name that records show as school and partner.
    package var name: String

    /// Takes the organization's values.
    package init(_ key: String, name: String, id: Int64? = nil, uuid: UUID? = nil) {
      self.id = id
      self.uuid = uuid
      self.key = key
      self.name = name
    }
  }

  /// A row of `catalog_course`, with its owners.
  package struct Course: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The row's identity; nil takes a new one.
    package var uuid: UUID?
    /// The key, e.g. `AlphaX+CS101`.
    package var key: String
    /// The title.
    package var title: String
    /// The keys of the organizations that own it, in order.
    package var owners: [String]

    /// Takes the course's values.
    package init(_ key: String, title: String, owners: [String], id: Int64? = nil, uuid: UUID? = nil) {
      self.id = id
      self.uuid = uuid
      self.key = key
      self.title = title
      self.owners = owners
    }
  }

  /// A row of `catalog_courserun`.
  package struct CourseRun: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The row's identity; nil takes a new one.
    package var uuid: UUID?
    /// The key, e.g. `course-v1:AlphaX+CS101+2024_T1`.
    package var key: String
    /// The key of its course.
    package var course: String
    /// A title in place of the course's.
    package var titleOverride: String?
    /// When the run starts, UTC.
    package var start: UTCTime?
    /// When the run ends, UTC.
    package var end: UTCTime?

    /// Takes the run's values.
    package init(
      _ key: String,
      course: String,
      titleOverride: String? = nil,
      start: UTCTime? = nil,
      end: UTCTime? = nil,
      id: Int64? = nil,
      uuid: UUID? = nil
    ) {
      self.id = id
      self.uuid = uuid
      self.key = key
      self.course = course
      self.titleOverride = titleOverride
      self.start = start
      self.end = end
    }
  }

  /// A row of `catalog_program`, with its runs and authoring organizations.
  package struct Program: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The program's identity.
    package var uuid: ProgramUUID
    /// The title.
    package var title: String
    /// The type as records show it, e.g. `MicroMasters`; its slug is made from it.
    package var type: String
    /// `active`, `retired`, `unpublished` or `deleted`.
    package var status: String
    /// The keys of the authoring organizations, in order.
    package var organizations: [String]
    /// The keys of the runs, in the program's order.
    package var courseRuns: [String]
    /// The hours of effort, if they are told.
    var totalHoursOfEffort: Int?

    /// Takes the program's values.
    package init(
      _ uuid: ProgramUUID,
      title: String,
      type: String = "MicroMasters",
      status: String = "active",
      organizations: [String],
      courseRuns: [String],
      totalHoursOfEffort: Int? = nil,
      id: Int64? = nil
    ) {
      self.id = id
      self.uuid = uuid
      self.title = title
      self.type = type
      self.status = status
      self.organizations = organizations
      self.courseRuns = courseRuns
      self.totalHoursOfEffort = totalHoursOfEffort
    }
  }

  /// A row of `catalog_pathway`, with its programs.
  package struct Pathway: Sendable {
    /// The row's id; nil leaves it to SQLite.
    package var id: Int64?
    /// The row's identity; nil takes a new one.
    package var uuid: UUID?
    /// The name, by which a seed's `UserCreditPathway` finds it.
    package var name: String
    /// The organization that takes the records.
    package var organization: String
    /// Where records are sent; may be empty.
    package var email: String
    /// `credit` or `industry`.
    package var type: String
    /// `published`, `unpublished` or `retired`.
    package var status: String
    /// The programs, in order.
    package var programs: [ProgramUUID]

    /// Takes the pathway's values.
    package init(
      _ name: String,
      organization: String,
      email: String = "",
      type: String = "credit",
      status: String = "published",
      programs: [ProgramUUID],
      id: Int64? = nil,
      uuid: UUID? = nil
    ) {
      self.id = id
      self.uuid = uuid
      self.name = name
      self.organization = organization
      self.email = email
      self.type = type
      self.status = status
      self.programs = programs
    }
  }
}
