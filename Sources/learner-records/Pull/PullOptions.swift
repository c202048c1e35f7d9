import ArgumentParser

/// What `pull` takes beside the folder and the settings.
struct PullOptions: ParsableArguments {
  @Flag(help: "Print the statements that make an account which can read what a pull reads; connects to nothing.")
  var grants = false

  @Flag(help: "Read everything again, also where the folder could be brought up to date.")
  var anew = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds that the server rests after each part of a table: none unless given.",
      valueName: "seconds"
    )
  )
  var polite: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds after which the server ends a statement: 60 unless given.", valueName: "seconds")
  )
  var statementSeconds: Int?

  /// The first option that was given.
  var given: String? {
    if grants { return "--grants" }
    if anew { return "--anew" }
    if polite != nil { return "--polite" }
    return statementSeconds == nil ? nil : "--statement-seconds"
  }

  func validate() throws {
    if let polite, !(0...3600).contains(polite) { throw ValidationError("--polite takes 0 to 3600 seconds.") }
    if let statementSeconds, !(1...86_400).contains(statementSeconds) {
      throw ValidationError("--statement-seconds takes 1 to 86400.")
    }
  }
}
