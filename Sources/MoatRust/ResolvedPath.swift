/// A path or a lone name in code, and what it stands for as far as the file tells.
package struct ResolvedPath: Hashable, Sendable {
  /// From its first name to its last, as indices into the tokens. Type arguments may stand between.
  package let tokens: ClosedRange<Int>
  /// The import that its first names stand for, as an index; nil where they stand for themselves.
  package let alias: Int?
  /// Whether ``alias`` is a glob that may have the name, or may not.
  package let isCandidate: Bool
  /// The first name after those that ``alias`` stands for; nil where there is none.
  let rest: Int?
  /// The names after `>` in `<a::Path>::name`.
  let tail: Int?

  /// Whether it stands for what the import at ``alias`` does, and nothing below that.
  package var isWholeImport: Bool { alias != nil && rest == nil && tail == nil }
}
