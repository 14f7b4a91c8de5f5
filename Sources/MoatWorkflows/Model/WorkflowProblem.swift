package import MoatModel

/// Something in a file that is not as GitHub wants it. The rest of the file is read all the same.
package struct WorkflowProblem: Hashable, Sendable {
  package let span: SourceSpan
  /// A lowercase phrase.
  package let message: String
  package let help: String?
  package let related: SourceSpan?
  /// Whether a part of the file could not be read, so that rules may have missed something.
  package let hidesContent: Bool

  package init(
    _ span: SourceSpan, _ message: String, help: String? = nil, related: SourceSpan? = nil,
    hidesContent: Bool = true
  ) {
    self.span = span
    self.message = message
    self.help = help
    self.related = related
    self.hidesContent = hidesContent
  }
}
