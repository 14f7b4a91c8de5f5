package import MoatModel

/// Why a document was not changed.
package enum YAMLEditError: Error, Hashable, Sendable {
  /// Two changes touch the same text.
  case overlapping(SourceSpan)
  /// The node is not of the kind that the change is for, or of another document.
  case unsuitable(SourceSpan)
  /// The only entry of a mapping or sequence without braces or brackets cannot be removed: what is
  /// left would be null. Remove what holds it, or replace it.
  case lastEntry(SourceSpan)
  /// The changed text is no YAML.
  case refused(YAMLError)
  /// The changed text is YAML and says something else than it should, or lost a comment.
  case unfaithful
}
