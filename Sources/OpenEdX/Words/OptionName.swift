/// What this program's own options are called in sentences and advised commands.
///
/// The rooms under the screens write these options in no other way, so that a new name is a change here and where the
/// executable declares the option.
package enum OptionName: String, Sendable, CaseIterable, CustomStringConvertible {
  case backfill = "--backfill"
  case concurrency = "--concurrency"
  case config = "--config"
  case course = "--course"
  case deployment = "--deployment"
  case include = "--include"
  case metrics = "--metrics"
  case program = "--program"
  case readOnly = "--read-only"
  case site = "--site"
  case statementSeconds = "--statement-seconds"
  case user = "--user"
  case via = "--via"

  package var description: String { rawValue }
}

/// What this program's own commands are called in sentences and advised commands; see ``OptionName``.
package enum CommandName: String, Sendable, CaseIterable, CustomStringConvertible {
  case config = "learner-records config"
  case configExample = "learner-records config --example"
  case grants = "learner-records pull --grants"
  case `import` = "learner-records import"
  case pull = "learner-records pull"
  case syncFollow = "sync --follow"
  case syncMove = "learner-records sync move"
  case syncOnce = "sync --once"
  case syncResume = "sync resume"

  package var description: String { rawValue }
}
