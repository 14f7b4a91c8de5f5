package import MoatModel

/// Code that is only there, or only runs, under a condition: what is below a `#[cfg(…)]`, what a
/// `cfg_attr` adds, and the block of an `if cfg!(…)`.
package struct Gate: Hashable, Sendable {
  /// What it guards, the attribute included.
  package let span: SourceSpan
  /// Without `cfg(` and `)`, in one spacing: `all(unix, feature = "net")`.
  package let condition: String
  /// Whether it cannot hold outside of tests.
  package let isTest: Bool
  /// The gate around it, as an index.
  package internal(set) var parent: Int?
}
