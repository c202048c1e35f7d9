import Foundation

/// The process that holds a lease, so that the leases of a dead one can be taken back at once.
struct LeaseOwner: Sendable, Equatable {
  /// The host's name and the namespace of its process ids: two containers may have one name, and then an id of one
  /// says nothing about the other.
  let host: String
  let processID: Int32
  /// Tells two processes apart that got the same id, one after the other.
  let startTime: String

  static let current = LeaseOwner(
    host: Self.hostName(),
    processID: getpid(),
    startTime: Self.startTime(of: getpid()) ?? "0"
  )

  init(host: String, processID: Int32, startTime: String) {
    self.host = host
    self.processID = processID
    self.startTime = startTime
  }

  init?(text: String) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 3, let id = Int32(parts[1]) else { return nil }
    self.init(host: parts[0], processID: id, startTime: parts[2])
  }

  var text: String { "\(host) \(processID) \(startTime)" }

  /// Whether the process is known to be gone. Of another host nothing is known: its leases run out.
  var isDead: Bool {
    guard host == Self.current.host else { return false }
    return Self.startTime(of: processID) != startTime
  }

  private static func hostName() -> String {
    let name = ProcessInfo.processInfo.hostName.split(separator: " ").joined(separator: "_")
    let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "unknown"
    return "\(name)/\(namespace)"
  }

  /// The 22nd field of `/proc/PID/stat`; the name before it may hold spaces and parentheses.
  ///
  /// - Returns: nil for a process that is gone, also for one that has ended and whose end its parent has not asked for, as
  ///   in a container whose first process is no init.
  static func startTime(of processID: Int32) -> String? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(processID)/stat") else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    guard let close = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: close)...].split(separator: " ")
    guard fields.count > 19 else { return nil }
    // The first thread may have ended before others.
    let hasEnded = ["Z", "X"].contains(fields[0]) && (Int(fields[17]) ?? 0) <= 1
    return hasEnded ? nil : String(fields[19])
  }
}
