package import MoatModel

/// Something that is wrong with a document that could be read all the same.
package struct YAMLProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A mapping has the same scalar key twice. The first one counts: GitHub reports the second
    /// as an error and skips its value.
    case duplicateKey(String)
    /// A line inside quotes, brackets or braces is not indented deeper than what holds it. YAML
    /// 1.2 refuses that and the libraries that GitHub and Cargo's tools use do not; read only
    /// with ``YAMLTolerance/lineIndentation``.
    case underIndented
  }

  package let kind: Kind
  package let span: SourceSpan
  /// The first of two keys.
  package let related: SourceSpan?

  package var message: String {
    switch kind {
    case .duplicateKey(let key): "expected each key once, found `\(LegibleText.short(key))` again"
    case .underIndented: YAMLError(.underIndented, span.lower, span.upper).message
    }
  }

  package var help: String? {
    switch kind {
    case .duplicateKey: "delete one of the two"
    case .underIndented: YAMLError(.underIndented, span.lower, span.upper).help
    }
  }
}
