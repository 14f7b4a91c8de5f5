/// What a client may ask of the server. One browser needs little; whoever needs more is none.
enum ServerLimit {
  /// Bytes of a request line with its headers. Browsers send about one thousand.
  static let headBytes = 16 << 10
  /// Bytes of a body: a note of ``NoteLimit/textBytes`` in which every byte is escaped, and its place.
  static let bodyBytes = 512 << 10
  /// Browsers open six connections to one server.
  static let connections = 32
  /// Seconds from the first byte of a request to its last.
  static let requestSeconds = 10
  /// Seconds between two requests of a connection.
  static let idleSeconds = 60
  /// Seconds in which a client takes no byte of a reply.
  static let sendSeconds = 30
  /// Connections that wait to be accepted.
  static let backlog: Int32 = 32
}
