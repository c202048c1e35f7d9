import CNCurses
import CTerminalRestore
import Glibc

extension TerminalScreen {
  /// Waits for the next event, at most for `timeout`; nil when none came in that time.
  ///
  /// Without a timeout it waits as long as it takes, without using the processor. Ctrl-Z is served in here: the terminal
  /// is given back, the program stops, and when it continues the screen is drawn anew. On a closed screen the answer
  /// is `terminated` at once.
  package func nextEvent(timeout: Duration? = nil) -> TerminalEvent? {
    let deadline = timeout.map { ContinuousClock.now.advanced(by: $0) }
    while !isClosed {
      noteSignals()
      if !arrived.isEmpty { return arrived.removeFirst() }
      if let event = readInput() { return event }
      switch waitForInput(until: deadline) {
      case .something: continue
      case .timeout: return nil
      case .terminalIsGone:
        terminal_signals_hung_up()
        return .terminated(signal: SIGHUP)
      }
    }
    return .terminated(signal: SIGHUP)
  }

  private func noteSignals() {
    let pending = terminal_signals_take()
    func has(_ bit: terminal_signal_bit) -> Bool { pending & bit.rawValue != 0 }
    if has(TERMINAL_INTERRUPT) { arrived.append(.terminated(signal: SIGINT)) }
    if has(TERMINAL_TERMINATE) { arrived.append(.terminated(signal: SIGTERM)) }
    if has(TERMINAL_HANG_UP) { arrived.append(.terminated(signal: SIGHUP)) }
    if has(TERMINAL_STOP), arrived.isEmpty { stop() } else if has(TERMINAL_CONTINUE) { resume() }
    if has(TERMINAL_RESIZE), followSize() { arrived.append(.resized(size)) }
    if has(TERMINAL_WAKE) { arrived.append(.wake) }
  }

  private func readInput() -> TerminalEvent? {
    while let output = decoder.next(from: readUnit) {
      switch output {
      case .key(let key): return .key(key)
      case .pasted(let text): return .pasted(text)
      case .mouse(let event): if usesMouse { return .mouse(event) }
      case .background(let color): follow(BackgroundTone(of: color))
      case .nothing: continue
      }
    }
    return nil
  }

  private func readUnit() -> KeyDecoder.Input? {
    var value: wint_t = 0
    return switch wget_wch(input, &value) {
    case OK: .character(value)
    case KEY_CODE_YES: .code(Int(value))
    default: nil
    }
  }

  private enum Waiting {
    case something
    case timeout
    case terminalIsGone
  }

  private func waitForInput(until deadline: ContinuousClock.Instant?) -> Waiting {
    var polled = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal_signals_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&polled, nfds_t(polled.count), Self.milliseconds(until: deadline))
    // A signal ended the wait; the loop looks at what it was.
    if count < 0 { return errno == EINTR ? .something : .terminalIsGone }
    if polled[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return .terminalIsGone }
    if count > 0 { return .something }
    guard let deadline, deadline <= .now else { return .something }
    return .timeout
  }

  /// Rounded up: a wait that ended a moment early would be followed by many of no length.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> CInt {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline) / Duration.milliseconds(1)
    return CInt(max(0, min(left.rounded(.up), 3_600_000)))
  }
}
