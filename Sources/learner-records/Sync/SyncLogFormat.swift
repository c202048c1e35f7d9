import ArgumentParser
import Foundation
import LearnerRecords
import Logging
import OpenEdX
import Terminal

/// How log lines are written on standard error.
enum SyncLogFormat: String, ExpressibleByArgument, CaseIterable {
  /// `TIME level message name=value …`
  case text
  /// One object a line: `time`, `level`, `message`, and the names.
  case json

  /// A logger that writes so.
  func logger(label: String, level: Logger.Level) -> Logger {
    var logger = Logger(label: label) { _ in SyncLogHandler(format: self) }
    logger.logLevel = level
    return logger
  }

  /// One line, without its end. What comes from outside is made visible, never sent to a terminal raw.
  func line(time: UTCTime, level: Logger.Level, message: String, names: [String: String]) -> String {
    let message = VisibleText.shown(message)
    switch self {
    case .text:
      let padded = level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
      let pairs = names.sorted { $0.key < $1.key }.map { " \($0.key)=\(VisibleText.shown($0.value))" }
      return "\(time.isoFormat) \(padded) \(message)\(pairs.joined())"
    case .json:
      var object = names.mapValues { JSONValue.string(VisibleText.shown($0)) }
      object["time"] = .string(time.isoFormat)
      object["level"] = .string(level.rawValue)
      object["message"] = .string(message)
      return SyncJSON.line(.object(object))
    }
  }
}

/// JSON as one line with its names in order, so that two lines compare.
enum SyncJSON {
  static func line(_ value: JSONValue) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A JSONValue holds nothing that JSON lacks but infinite numbers, which none of ours are.
    guard let data = try? encoder.encode(value) else { return "{}" }
    return RowText.safe(json: String(decoding: data, as: UTF8.self))
  }
}

private struct SyncLogHandler: LogHandler {
  let format: SyncLogFormat
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level = .info

  init(format: SyncLogFormat) { self.format = format }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let names = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues { "\($0)" }
    let line = format.line(time: .now, level: event.level, message: event.message.description, names: names)
    StandardError.line(line)
  }
}
