package import MoatModel

/// `include!`, `include_str!` or `include_bytes!`.
package struct Inclusion: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case source, text, bytes }

  /// What is included, as far as its argument tells.
  package enum Argument: Hashable, Sendable {
    /// A path in a literal, relative to the file.
    case path(String)
    /// `concat!(env!("OUT_DIR"), "/…")`: what a build script wrote, with the rest of the path.
    case outDirectory(String)
    /// Anything else, as it is written.
    case other(String)
  }

  package let kind: Kind
  package let argument: Argument
  package let span: SourceSpan
}
