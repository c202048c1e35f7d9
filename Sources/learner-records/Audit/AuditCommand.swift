import ArgumentParser
import Foundation
import LearnerRecords
import OpenEdX

/// `audit`: every row in which the LMS and Credentials disagree, and why.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "List what learners see for each course run and program, and the findings.",
    discussion: """
      Runs come first and then programs, each by username. Rows without a finding are left out, except runs with --all. \
      Nothing is written. Exit status: 0 nothing to repair, 1 failure, 2 drift or a blocker, 64 wrong usage. What the LMS \
      alone owes learners is told and leaves it 0.

      Examples:
        learner-records --deployment DIR audit --summary
        learner-records --deployment DIR audit --finding award-lost --org NorthX,SouthX --format csv
        learner-records --deployment DIR audit --format prometheus --output /var/lib/prometheus/node-exporter/records.prom
      """
  )

  @ParentCommand var root: LearnerRecordsCommand
  @OptionGroup var place: FolderOptions
  @OptionGroup var config: ConfigOptions
  @OptionGroup var served: ServedSiteOptions
  @OptionGroup var programs: ProgramOptions
  @OptionGroup var rows: RowOptions
  @OptionGroup var options: AuditOptions

  private var deployment: DeploymentOptions {
    DeploymentOptions(place: place, site: config, servedSite: served.servedSite)
  }

  func validate() throws {
    try root.refuseOptions(in: "audit", butOf: [.folder, .config, .servedSite, .programs, .rows, .format])
    try programs.validateValue()
    _ = try rows.filter()
    try options.validateUse(programs, rows)
  }

  func run() async throws {
    try await Failure.reporting {
      // A deployment that is only read is never made or changed on the way.
      let folder = try deployment.folder()
      let settings = try deployment.recordSettings(isSample: folder.isSample)
      let records = try RecordStore(folder: folder.path, settings: settings)
      let zone = try options.isTable ? deployment.site.settings().zone() : .utc
      let output = try AuditOutput(to: options.output)
      let filter = try records.readValue { reader in
        var filter = try rows.filter()
        filter.programs = try programs.uuids(reader)
        try filter.requireHeardOf(reader)
        return filter
      }
      let needsRepair: Bool
      if options.isMetrics {
        needsRepair = try AuditMetricsReport(filter: filter, jobs: options.threads, output: output).run(records)
      } else if options.configuration {
        needsRepair = try AuditConfigurationReport(format: options.format, output: output, zone: zone).run(records)
      } else if options.summary {
        let isOfAll = try filter == .all && options.findings().isEmpty && served.servedSite == nil
        let place = CommandPlace(
          deployment: folder.isSample ? nil : folder.path,
          config: folder.isSample ? nil : deployment.site.config
        )
        let report = AuditSummaryReport(
          filter: filter,
          options: options,
          output: output,
          zone: zone,
          place: isOfAll ? place : nil
        )
        needsRepair = try report.run(records)
      } else {
        needsRepair = try AuditRowReport(filter: filter, options: options, output: output, zone: zone).run(records)
      }
      try output.finish()
      if needsRepair { throw ExitCode(2) }
    }
  }
}
