/// How much a reader may leave behind for one crate.
package enum NoteLimit {
  /// Bytes of one note: many pages.
  static let textBytes = 64 << 10
  /// Notes of one crate; more than anybody writes, few enough to be read back at once.
  static let notes = 2_000
  /// Bytes of a file of notes: all of them at once, every byte of them escaped.
  static let fileBytes = 64 << 20
  /// How often a folder is tried that another run has locked, and how long the pause between is.
  static let lockAttempts = 40
  static let lockPause = Duration.milliseconds(50)
}
