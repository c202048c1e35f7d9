import Foundation
import OpenEdX

extension CredentialsSeed {
  /// A row of `catalog_organization`.
  public struct Organization: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The row's identity; nil takes a new one.
    public var uuid: UUID?
    /// The organization's part of course keys.
    public var key: String
    /// The name that records show as school and partner.
    public var name: String

    /// Takes the organization's values.
    public init(_ key: String, name: String, id: Int64? = nil, uuid: UUID? = nil) {
      self.id = id
      self.uuid = uuid
      self.key = key
      self.name = name
    }
  }

  /// A row of `catalog_course`, with its owners.
  public struct Course: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The row's identity; nil takes a new one.
    public var uuid: UUID?
    /// The key, e.g. `AlphaX+CS101`.
    public var key: String
    /// The title.
    public var title: String
    /// The keys of the organizations that own it, in order.
    public var owners: [String]

    /// Takes the course's values.
    public init(_ key: String, title: String, owners: [String], id: Int64? = nil, uuid: UUID? = nil) {
      self.id = id
      self.uuid = uuid
      self.key = key
      self.title = title
      self.owners = owners
    }
  }

  /// A row of `catalog_courserun`.
  public struct CourseRun: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The row's identity; nil takes a new one.
    public var uuid: UUID?
    /// The key, e.g. `course-v1:AlphaX+CS101+2024_T1`.
    public var key: String
    /// The key of its course.
    public var course: String
    /// A title in place of the course's.
    public var titleOverride: String?
    /// When the run starts, UTC.
    public var start: UTCTime?
    /// When the run ends, UTC.
    public var end: UTCTime?

    /// Takes the run's values.
    public init(
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
  public struct Program: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The program's identity.
    public var uuid: ProgramUUID
    /// The title.
    public var title: String
    /// The type as records show it, e.g. `MicroMasters`; its slug is made from it.
    public var type: String
    /// `active`, `retired`, `unpublished` or `deleted`.
    public var status: String
    /// The keys of the authoring organizations, in order.
    public var organizations: [String]
    /// The keys of the runs, in the program's order.
    public var courseRuns: [String]
    /// The hours of effort, if they are told.
    public var totalHoursOfEffort: Int?

    /// Takes the program's values.
    public init(
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
  public struct Pathway: Sendable {
    /// The row's id; nil leaves it to SQLite.
    public var id: Int64?
    /// The row's identity; nil takes a new one.
    public var uuid: UUID?
    /// The name, by which a seed's `UserCreditPathway` finds it.
    public var name: String
    /// The organization that takes the records.
    public var organization: String
    /// Where records are sent; may be empty.
    public var email: String
    /// `credit` or `industry`.
    public var type: String
    /// `published`, `unpublished` or `retired`.
    public var status: String
    /// The programs, in order.
    public var programs: [ProgramUUID]

    /// Takes the pathway's values.
    public init(
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
