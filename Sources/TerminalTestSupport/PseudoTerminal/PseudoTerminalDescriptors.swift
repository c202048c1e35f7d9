import Foundation
import Glibc

/// The two ends of a pseudo terminal, and a pipe that tells when the program on it has ended.
final class PseudoTerminalDescriptors {
  enum Waiting {
    case output
    case end
    case timeout
  }

  /// The end that a terminal window would hold; -1 once it is hung up, which poll ignores.
  private(set) var controller: Int32
  /// The program's end, kept open so that its modes can be read after the program has ended.
  private(set) var terminal: Int32
  let terminalPath: String
  private let end: Int32
  private let endAnnouncement: Int32
  private var isWatching = false
  private(set) var areClosed = false

  init(columns: Int, rows: Int) throws {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    var path = [CChar](repeating: 0, count: 128)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&controller, &terminal, &path, nil, &size) == 0 else {
      throw PseudoTerminalFailure(description: "no pseudo terminal: \(String(cString: strerror(errno)))")
    }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw PseudoTerminalFailure(description: "no pipe: \(String(cString: strerror(errno)))")
    }
    // The programs of other tests must not hold these open.
    for descriptor in [controller, terminal] + ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    self.controller = controller
    self.terminal = terminal
    terminalPath = path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    end = ends[0]
    endAnnouncement = ends[1]
  }

  /// Makes `wait` answer `.end` once the process has ended; the process is left for its owner to reap.
  func watch(_ process: pid_t) {
    isWatching = true
    let announcement = endAnnouncement
    Thread.detachNewThread {
      var information = siginfo_t()
      while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR { continue }
      // A byte, not only the closing: a program started at the wrong moment may hold a copy of this end.
      _ = Glibc.write(announcement, "!", 1)
      _ = Glibc.close(announcement)
    }
  }

  /// Waits for output first: the end counts only when nothing is left to read.
  func wait(until deadline: ContinuousClock.Instant, includingEnd: Bool = true) -> Waiting {
    while true {
      var polled = [pollfd(fd: controller, events: Int16(POLLIN), revents: 0)]
      if includingEnd { polled.append(pollfd(fd: end, events: Int16(POLLIN), revents: 0)) }
      let left = max(.zero, ContinuousClock.now.duration(to: deadline)) / Duration.milliseconds(1)
      let count = poll(&polled, nfds_t(polled.count), Int32(min(left.rounded(.up), 3_600_000)))
      if count < 0, errno == EINTR { continue }
      if polled[0].revents & Int16(POLLIN) != 0 { return .output }
      if includingEnd, polled[1].revents != 0 { return .end }
      if deadline <= .now { return .timeout }
    }
  }

  /// Waits for the end alone, of a program that has been killed.
  func waitForEnd() {
    var polled = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
    while poll(&polled, 1, -1) < 0, errno == EINTR { continue }
  }

  func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(controller, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }

  func resize(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  deinit {
    close()
  }

  /// Closes both ends, as a terminal window that is closed.
  func hangUp() {
    for descriptor in [controller, terminal] where descriptor >= 0 { _ = Glibc.close(descriptor) }
    (controller, terminal) = (-1, -1)
  }

  func close() {
    guard !areClosed else { return }
    areClosed = true
    if !isWatching { _ = Glibc.close(endAnnouncement) }
    hangUp()
    _ = Glibc.close(end)
  }
}
