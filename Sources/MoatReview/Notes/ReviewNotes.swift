package import MoatModel

/// What a reader left behind for one crate: notes, files that were read, and whether it is done.
package struct ReviewNotes: Hashable, Sendable {
  /// A note at a line, or about the crate.
  package struct Note: Hashable, Sendable {
    /// nil for a note about the crate.
    package let path: String?
    package let isOld: Bool
    /// 1-based; 0 for a note about the crate.
    package let line: Int
    package let text: String
    package let written: Timestamp

    package init(path: String?, isOld: Bool, line: Int, text: String, written: Timestamp) {
      self.path = path
      self.isOld = isOld
      self.line = line
      self.text = text
      self.written = written
    }
  }

  package private(set) var notes: [Note] = []
  /// Paths, in the order of their bytes.
  package private(set) var read: [String] = []
  /// When the crate was ticked off.
  package var done: Timestamp?

  package init() {}

  init(notes: [Note], read: [String], done: Timestamp?) {
    self.notes = notes
    self.read = read
    self.done = done
    sort()
  }

  /// Puts a note where another may be; one without text removes it.
  ///
  /// - Returns: false when there are too many.
  mutating func put(_ note: Note) -> Bool {
    notes.removeAll { $0.path == note.path && $0.isOld == note.isOld && $0.line == note.line }
    guard !note.text.isEmpty else { return true }
    guard notes.count < NoteLimit.notes else { return false }
    notes.append(note)
    sort()
    return true
  }

  mutating func setRead(_ path: String, _ isRead: Bool) {
    read.removeAll { $0 == path }
    if isRead { read.append(path) }
    sort()
  }

  private mutating func sort() {
    read.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    notes.sort { one, two in
      if one.path != two.path {
        return (one.path ?? "").utf8.lexicographicallyPrecedes((two.path ?? "").utf8)
      }
      return (one.line, one.isOld ? 0 : 1) < (two.line, two.isOld ? 0 : 1)
    }
  }
}
