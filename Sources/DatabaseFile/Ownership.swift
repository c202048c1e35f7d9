import Foundation

/// Whose file it is and with what rights, for a message about a file that may not be used.
struct Ownership: CustomStringConvertible {
  let status: stat

  var description: String {
    let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "user \(status.st_uid)"
    let you = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(geteuid())"
    return "it belongs to \(owner), rights \(String(status.st_mode & 0o7777, radix: 8)); you are \(you)"
  }
}
