import OpenEdX

/// A task to enqueue, with what it is to mend.
struct PlannedTask: Sendable, Hashable {
  let request: TaskRequest
  /// Empty for a task that a change in the LMS asks for.
  var findings: [Finding] = []
}

extension [Finding] {
  /// As the queue's table keeps them.
  var columnText: String? { isEmpty ? nil : map(\.rawValue).joined(separator: ",") }

  /// Reads ``columnText``; words of a newer version are left out.
  init(columnText: String?) {
    self = (columnText ?? "").split(separator: ",").compactMap { Finding(rawValue: String($0)) }
  }
}
