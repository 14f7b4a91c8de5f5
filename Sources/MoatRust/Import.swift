package import MoatModel

/// A name that a `use`, an `extern crate` or a type alias brings into a scope.
package struct Import: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case use
    /// `use a::*`: ``Import/name`` is empty.
    case glob
    case externCrate
    /// `type Run = std::process::Command;`
    case typeAlias
  }

  package let kind: Kind
  /// What it is called here; `_` where it has no name.
  package let name: String
  /// The path as written, groups spelled out: `process::Command`.
  package let written: String
  /// The path after other imports of the file were followed: `std::process::Command`. What is known to
  /// be defined in the file begins with `self::`, or `super::` and `crate::` where those led out of it.
  package internal(set) var path: String
  package let isPublic: Bool
  /// The name, or the last word of the path.
  package let span: SourceSpan
  /// Whether it stands in the arguments of a macro, so that its scope is a guess.
  package let isInMacro: Bool

  /// Whether it names something of the crate itself, or of what is around it.
  package var isLocal: Bool {
    Self.localStarts.contains {
      path.hasPrefix($0)
        && (path.utf8.count == $0.utf8.count
          || path.utf8.dropFirst($0.utf8.count).starts(with: "::".utf8))
    }
  }

  private static let localStarts = ["self", "super", "crate", "Self"]

  /// The segments of ``written``, and whether `::` stands before them.
  let segments: [String]
  let isGlobal: Bool

  /// Real paths have up to ten; more are not followed, so that a hostile tree costs no memory.
  package static let segmentLimit = 64
}
