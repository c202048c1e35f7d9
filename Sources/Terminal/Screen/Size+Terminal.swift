import CNCurses
import Glibc

extension Size {
  /// The size of the terminal behind a descriptor; nil where there is none, or where it does not say its size.
  package static func ofTerminal(_ descriptor: Int32) -> Size? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }
}
