import Console
import Foundation

/// The file with what is remembered of each deployment between sessions: a convenience, never a reason to fail.
package struct StateFile: Sendable {
  /// What stands in the file.
  private struct Content: Codable {
    struct Entry: Codable {
      var state: RememberedState
      /// Counts sessions, to forget the deployments that were longest not opened.
      var used: Int
    }

    var version = 1
    var deployments: [String: Entry] = [:]
  }

  /// Why nothing is remembered.
  private struct Damage: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: String
  private static let mostBytes = 1 << 20
  private static let mostDeployments = 50

  /// Takes the folder, which is made when something is first written.
  package init(folder: String) { self.folder = folder }

  private var path: String { folder + "/state.json" }

  /// What is remembered of a deployment; nil when nothing is.
  ///
  /// - Parameter warn: told why the file could not be used.
  package func read(deployment: String, warn: (String) -> Void) -> RememberedState? {
    do { return try content()?.deployments[Self.name(deployment)]?.state } catch {
      warn("What was remembered is not used: \(error)")
      return nil
    }
  }

  /// Remembers a deployment's state; what is known of others stays.
  ///
  /// - Parameter warn: told why it could not be written.
  package func write(_ state: RememberedState, deployment: String, warn: (String) -> Void) {
    // A damaged file is replaced: there is nothing in it to lose.
    var content = (try? content()) ?? Content()
    let used = (content.deployments.values.map(\.used).max() ?? 0) + 1
    content.deployments[Self.name(deployment)] = Content.Entry(state: state, used: used)
    while content.deployments.count > Self.mostDeployments,
      let oldest = content.deployments.min(by: { $0.value.used < $1.value.used })?.key
    {
      content.deployments[oldest] = nil
    }
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let text = String(decoding: try encoder.encode(content), as: UTF8.self)
      try StateFolder.make(folder)
      try PrivateFile.write(path, replaces: true) { put in try put(text + "\n") }
    } catch {
      warn("Nothing is remembered: \(error)")
    }
  }

  /// One name of the folder, by whichever way it was named.
  private static func name(_ deployment: String) -> String {
    URL(fileURLWithPath: deployment).resolvingSymlinksInPath().path
  }

  private func content() throws -> Content? {
    guard let data = try PrivateFile.read(path, limit: Self.mostBytes) else { return nil }
    do {
      let content = try JSONDecoder().decode(Content.self, from: data)
      guard content.version == 1 else { throw Damage(description: "\(path) is of version \(content.version)") }
      return content
    } catch is DecodingError {
      throw Damage(description: "\(path) is damaged")
    }
  }
}
