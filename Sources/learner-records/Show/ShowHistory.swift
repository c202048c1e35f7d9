import LearnerRecords
import OpenEdX

/// `show --history`: the time line, a line an event.
struct ShowHistory {
  private let history: LearnerHistory

  private let zone: DisplayZone

  /// - Parameter zone: the zone of the table's times; those of JSON are UTC.
  init(_ history: LearnerHistory, in zone: DisplayZone) {
    self.history = history
    self.zone = zone
  }

  /// As a table for people, or as a JSON object a line.
  func lines(_ format: ShowCommand.Format) throws -> [String] {
    switch format {
    case .text: text
    case .json: try history.events.map { try ShowJSON.text(json($0)) }
    }
  }

  private var text: [String] {
    let person = history.person
    let name = person.fullName.isEmpty ? person.username : "\(person.fullName) (\(person.username))"
    guard !history.events.isEmpty else { return [name, "", "  Neither the LMS nor Credentials tells of anything."] }
    let rows = history.events.map { event in
      [zone.text(event.time), event.source.rawValue, event.courseRun ?? "", Self.mark(event) + zone.text(event.text)]
    }
    return [name, ""] + ShowTable.lines([["When", "From", "Course run", "What happened"]] + rows, indent: 2)
  }

  private static func mark(_ event: HistoryEvent) -> String {
    switch event.kind {
    case .change: ""
    case .gap: "! "
    case .failure: "x "
    }
  }

  private func json(_ event: HistoryEvent) -> JSONValue {
    [
      "username": .string(history.person.username), "time": .string(event.time.isoFormat),
      "source": .string(event.source.rawValue), "course_run": event.courseRun.map(JSONValue.string) ?? nil,
      "kind": .string(event.kind.rawValue), "text": .string(event.text),
    ]
  }
}
