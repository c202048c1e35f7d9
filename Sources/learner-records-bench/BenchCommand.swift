import ArgumentParser

@main
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learner-records-bench",
    abstract: "Make large deployments and measure how fast they are read, and how fast engine, posts and screen are.",
    subcommands: [
      GenerateCommand.self, SiteBench.self, ReadCommand.self, EngineCommand.self, PostCommand.self, PostServer.self,
      ScreenCommand.self, SoakCommand.self, ImportBench.self,
    ]
  )
}

/// What the benchmark cannot do, as a sentence.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
