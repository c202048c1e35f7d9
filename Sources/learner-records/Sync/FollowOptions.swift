import ArgumentParser
import CertificateSync
import OpenEdX

/// What `sync --follow` takes.
struct FollowOptions: ParsableArguments {
  /// What of the drift is healed.
  enum Heal: String, ExpressibleByArgument, CaseIterable {
    /// What changes after the first look.
    case new
    /// What the first look finds as well.
    case all
  }

  @Flag(help: "Follow the live site: pull again and again, and post what its own tasks have lost.")
  var follow = false

  @Option(help: "What --follow heals: new (unless given) is what changes after its first look, all also what was lost.")
  var heal: Heal?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds that --follow leaves to the site's own task: 60 unless given.", valueName: "seconds")
  )
  var followGrace: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds between two looks of --follow: 1 unless given.", valueName: "seconds")
  )
  var interval: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds between two checks of --follow that compare all rows, not only new ones: 300 unless given.",
      valueName: "seconds"
    )
  )
  var wholeInterval: Double?

  @Option(
    help: "What --follow heals beside lost awards, with commas, e.g. revocation-stale. Revocations only if asked for."
  )
  var followInclude: String?

  /// The first option that was given.
  var given: String? {
    if follow { return "--follow" }
    if heal != nil { return "--heal" }
    if followGrace != nil { return "--follow-grace" }
    if followInclude != nil { return "--follow-include" }
    if wholeInterval != nil { return "--whole-interval" }
    return interval == nil ? nil : "--interval"
  }

  /// Checks the values, and that none is given without `--follow`.
  func validateUse() throws {
    if !follow, let given { throw ValidationError("\(given) goes with --follow.") }
    if let followGrace, !(0...86_400).contains(followGrace) {
      throw ValidationError("--follow-grace takes 0 to 86400 seconds.")
    }
    if let interval, !(0.1...86_400).contains(interval) {
      throw ValidationError("--interval takes 0.1 to 86400 seconds.")
    }
    if let wholeInterval, !(0...86_400).contains(wholeInterval) {
      throw ValidationError("--whole-interval takes 0 to 86400 seconds.")
    }
  }

  /// What the follower goes by.
  func limits(_ way: WayOptions) throws -> Follower.Limits {
    var limits = Follower.Limits()
    limits.grace = followGrace ?? limits.grace
    limits.interval = interval ?? limits.interval
    limits.healsAll = heal == .all
    for name in followInclude?.split(separator: ",") ?? [] {
      guard let finding = Finding(rawValue: String(name)), finding.isRepairedByBackfill else {
        let known = BackfillPlan.onRequest.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--follow-include: “\(name)” is not one of \(known).")
      }
      limits.include.insert(finding)
    }
    try way.requireAwards(limits.include, "--follow-include")
    return limits
  }
}
