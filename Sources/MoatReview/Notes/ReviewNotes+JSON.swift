import MoatModel
import MoatRendering
import MoatSyntax

extension ReviewNotes {
  /// Raised when older Moats could not read the file.
  private static let version = 1

  /// The file as it is stored: to be read by people too.
  func json(for key: ReviewKey) -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("version", Self.version)
      writer.member("crate", key.name)
      for (name, version) in [("old", key.old), ("new", key.new)] {
        guard let version else { continue }
        writer.object(name) { writer in
          writer.member("version", version.version)
          writer.member("digest", version.digest.hex)
        }
      }
      writeMembers(to: &writer)
    }
    return writer.text + "\n"
  }

  /// The members that are the reader's, here and on the page.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("done", done?.description)
    writer.member("read", read)
    writer.array("notes") { writer in
      for note in notes {
        writer.object { writer in
          writer.member("path", note.path)
          writer.member("side", note.isOld ? "old" : "new")
          writer.member("line", note.line)
          writer.member("text", note.text)
          writer.member("written", note.written.description)
        }
      }
    }
  }

  /// What is wrong with a file of notes.
  enum Malformed: Error, Hashable {
    case json(String)
    /// Written by a newer Moat.
    case version
    /// Of another crate, or other bytes.
    case key
    case member(String)

    var message: String {
      switch self {
      case .json(let message): message
      case .version: "was written by a newer version of Moat"
      case .key: "belongs to another crate"
      case .member(let name): "`\(name)` is malformed"
      }
    }
  }

  /// Reads a file that ``json(for:)`` made. It is read whole or not at all: what is not understood is
  /// not thrown away by the next write.
  init(json bytes: [UInt8], for key: ReviewKey) throws(Malformed) {
    let document: JSONValue
    do throws(JSONFailure) {
      document = try JSONReader.read(bytes[...])
    } catch {
      throw .json(error.message)
    }
    guard let members = document.object else { throw .json("is not an object") }
    guard members["version"]?.integer == Self.version else { throw .version }
    guard members["crate"]?.string == key.name,
      Self.digest(members["old"]) == key.old?.digest.hex,
      Self.digest(members["new"]) == key.new?.digest.hex
    else { throw .key }
    guard case .array(let paths) = members["read"] else { throw .member("read") }
    var read: [String] = []
    for path in paths {
      guard let path = path.string else { throw .member("read") }
      read.append(path)
    }
    guard case .array(let values) = members["notes"] else { throw .member("notes") }
    var notes: [Note] = []
    for value in values {
      guard let note = Self.note(value) else { throw .member("notes") }
      notes.append(note)
    }
    var done: Timestamp?
    switch members["done"] {
    case .null: break
    case .string(let text):
      guard let time = Timestamp(text) else { throw .member("done") }
      done = time
    default: throw .member("done")
    }
    self.init(notes: notes, read: read, done: done)
  }

  private static func digest(_ value: JSONValue?) -> String? { value?.object?["digest"]?.string }

  private static func note(_ value: JSONValue) -> Note? {
    guard let members = value.object, let side = members["side"]?.string,
      side == "old" || side == "new", let line = members["line"]?.integer, line >= 0,
      let text = members["text"]?.string,
      let written = members["written"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    switch members["path"] {
    case .null:
      return Note(path: nil, isOld: side == "old", line: line, text: text, written: written)
    case .string(let path):
      return Note(path: path, isOld: side == "old", line: line, text: text, written: written)
    default: return nil
    }
  }
}
