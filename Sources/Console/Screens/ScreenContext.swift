import LearnerRecords
import OpenEdX
import Terminal

/// What a screen may look at beside its own state.
struct ScreenContext: Sendable {
  let heading: Heading
  let preferences: Preferences
  /// The last look at the engine.
  let engine: EngineSnapshot
  /// The catalog, as it was read last.
  let programs: [ProgramSummary]
  /// The open screens under this one, the first of the area first.
  let below: [any Screen]

  /// Which deployment commands name.
  var commandPlace: CommandPlace { heading.commandPlace }

  /// A program of the catalog; nil when it is not in it.
  func program(_ uuid: ProgramUUID) -> ProgramSummary? { programs.first { $0.program == uuid } }
}
