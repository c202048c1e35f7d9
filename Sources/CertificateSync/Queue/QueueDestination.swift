/// Where tasks are posted.
///
/// The rule: a task that was meant for one destination is never posted to another unless an operator says so. It is meant
/// for the one that a backfill was confirmed for, or at which it was tried first. A task that a save in the LMS caused and
/// that was never tried is meant for none yet, and goes where posts go when it runs. The embedded copy is a destination
/// like a site: what waits for it does not reach a site that is configured later. Of tasks that an older version left
/// behind, those of backfills and those that had been tried were meant for a destination that nobody wrote down.
package enum QueueDestination: Sendable, Hashable {
  /// The deployment's own copy, wherever its folder is.
  case copy
  /// A site, by its host and its port where that is not the usual one.
  case site(String)
  /// A site's own workers, by their queue and broker.
  case workers(String)
  /// One that an older version did not write down.
  case unknown

  /// Reads ``columnText``.
  init(columnText: String) {
    switch columnText {
    case "copy": self = .copy
    case let text where text.hasPrefix("site "): self = .site(String(text.dropFirst("site ".count)))
    case let text where text.hasPrefix("workers "): self = .workers(String(text.dropFirst("workers ".count)))
    default: self = .unknown
    }
  }

  /// As the queue's table keeps it.
  var columnText: String {
    switch self {
    case .copy: "copy"
    case .site(let name): "site \(name)"
    case .workers(let name): "workers \(name)"
    case .unknown: "unknown"
    }
  }
}

extension QueueDestination: CustomStringConvertible {
  /// For the operator.
  package var description: String {
    switch self {
    case .copy: "the embedded copy"
    case .site(let name), .workers(let name): name
    case .unknown: "a destination that an older version did not write down"
    }
  }
}
