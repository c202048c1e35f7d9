import ArgumentParser
import LearnerRecords
import OpenEdX

/// The programs that a command is limited to.
///
/// These options stand in groups of their own because the root command has them for `--backfill`: it reads them first,
/// and hands them on to a subcommand that has a group of the same type.
struct ProgramOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only the runs of this program, given by its title, the beginning of its title, or its UUID; may be given several times, except with show.",
      valueName: "title or uuid"
    ),
    completion: DeploymentCompletion.programs
  )
  var program: [String] = []

  /// Refuses what is empty, as an unset variable of a script is, before anything is opened.
  func validateValue() throws {
    if program.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError("--program takes a program's title or UUID, and not an empty text.")
    }
  }

  /// The programs that are meant.
  ///
  /// - Throws: `Failure` that names the programs of which one may be meant, or that are near.
  func uuids(_ reader: RecordReader) throws -> Set<ProgramUUID> {
    let known = program.isEmpty ? [] : reader.programs()
    return Set(try program.map { try Self.uuid($0, known) })
  }

  private static func uuid(_ text: String, _ known: [ProgramSummary]) throws -> ProgramUUID {
    switch NamedProgram(text, among: known) {
    case .one(let program): return program.program
    case .several(let programs):
      let more = programs.count > mostNamed ? ", and \(programs.count - mostNamed) more" : ""
      throw Failure(
        "--program: “\(LearnerHint.short(text))” can mean any of \(programs.count) programs: "
          + "\(names(programs.prefix(mostNamed)))\(more). Give more of the title, or the UUID."
      )
    case .none(let near):
      let subject =
        ProgramUUID(text).map { "the site has no program \($0.dashed)" }
        ?? "no program has the title “\(LearnerHint.short(text))”, or one that begins with it"
      let hint = near.isEmpty ? "" : " The nearest \(near.count == 1 ? "is" : "are"): \(names(near[...]))."
      throw Failure("--program: \(subject).\(hint)")
    }
  }

  /// As many programs as a message can hold.
  private static let mostNamed = 5

  private static func names(_ programs: ArraySlice<ProgramSummary>) -> String {
    programs.map { "“\(LearnerHint.short($0.title))” (\($0.program.dashed))" }.joined(separator: ", ")
  }
}
