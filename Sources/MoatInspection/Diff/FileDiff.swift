package import MoatCargo
package import MoatDiff

/// One file of a package that an update changes.
package struct FileDiff: Sendable {
  package let change: FileChange
  /// What the file is for, which is the order of reading.
  package let role: VendorFileRole
  /// nil for what cannot be compared line by line.
  package let text: TextDiff?
  /// Why its text is not shown unless all is asked for; nil for what is to be read.
  package let fold: FileFold?
  /// What the new version has here that the old one has nowhere, by line.
  package let gained: [InspectionDelta.FileMark]

  package var path: String { change.path }
  package var addedLines: Int { text?.addedLines ?? 0 }
  package var removedLines: Int { text?.removedLines ?? 0 }
}

/// Why the text of a change is not shown at first. A folded file is always listed, with its size.
package enum FileFold: Hashable, Sendable {
  case binary
  /// Larger than what is held in memory to be compared.
  case tooLarge(Int)
  /// Its first lines say that a program wrote it.
  case generated
  /// `Cargo.toml` as Cargo writes it when it packages; `Cargo.toml.orig` is shown.
  case normalised
  /// The lockfile of the crate's own workspace, which nobody reads who depends on it.
  case lockfile
  /// Data for Cargo or the registry; what matters of it is told in words.
  case record
  /// Somebody else's source, taken along.
  case foreign
  /// Lines nobody can read; the longest one, in bytes.
  case longLines(Int)
  /// More changed lines than are shown at once.
  case manyLines(Int)
  /// Nothing changed but blanks.
  case whitespace
  /// Only its name changed.
  case renamedOnly
  /// A file of a package that was not there before.
  case newPackage
  /// It is gone, and cannot do anything.
  case removed

  /// A phrase.
  package var phrase: String {
    switch self {
    case .binary: "binary"
    case .tooLarge(let size): "\(size) bytes, too large to be compared"
    case .generated: "says that it was generated"
    case .normalised: "written by Cargo from Cargo.toml.orig, which is shown"
    case .lockfile: "a lockfile that does not count for dependents"
    case .record: "a record"
    case .foreign: "source of others"
    case .longLines(let bytes): "lines of up to \(bytes) bytes"
    case .manyLines(let count): "\(count) changed lines"
    case .whitespace: "only blanks changed"
    case .renamedOnly: "only its name changed"
    case .newPackage: "the package is new"
    case .removed: "removed"
    }
  }
}
