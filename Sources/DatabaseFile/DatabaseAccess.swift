/// How a deployment's files are opened.
package enum DatabaseAccess: Sendable, Hashable {
  /// Not one byte is written, in the files or beside them.
  case readOnly
  /// The files may be changed; they are put into WAL mode.
  case readWrite
}
