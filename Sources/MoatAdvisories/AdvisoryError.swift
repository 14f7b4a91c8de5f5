package import MoatModel
package import MoatSyntax

/// Why a file is not an advisory. The advisory in it then counts as unknown, never as absent.
package struct AdvisoryError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Reason: Hashable, Sendable {
    /// More bytes than ``AdvisoryParser/maximumSize``.
    case tooLarge(bytes: Int)
    /// The file does not begin with a line "```toml".
    case noFrontMatter
    /// No line "```" ends the front matter.
    case unterminatedFrontMatter
    case malformed(TOMLError)
    /// A key without which nothing can be matched: `advisory.id`.
    case missing(String)
    /// A value of another kind than the key has, with the kind it is: "an integer".
    case wrongKind(key: String, found: String)
    case unusableVersions(AffectedVersions.Malformed)
  }

  package let reason: Reason
  package let span: SourceSpan

  /// A phrase for reports.
  package var message: String {
    switch reason {
    case .tooLarge(let bytes):
      "\(bytes) bytes, more than the \(AdvisoryParser.maximumSize) an advisory may have"
    case .noFrontMatter: "does not begin with a line \"```toml\""
    case .unterminatedFrontMatter: "has no line \"```\" after its front matter"
    case .malformed(let error): error.message
    case .missing(let key): "`\(key)` is missing"
    case .wrongKind(let key, let found): "`\(key)` is \(found)"
    case .unusableVersions(let error): error.message
    }
  }
}

/// A file of the database that could not be read as an advisory.
package struct UnreadableAdvisory: Hashable, Sendable, Comparable {
  package let path: String
  package let span: SourceSpan
  /// 1-based.
  package let line: Int
  package let message: String

  package init(path: String, span: SourceSpan, line: Int, message: String) {
    self.path = path
    self.span = span
    self.line = line
    self.message = message
  }

  package init(_ error: AdvisoryError, in source: SourceText) {
    let line = LineIndex(source.bytes).position(at: error.span.lower).line
    self.init(path: source.path, span: error.span, line: line, message: error.message)
  }

  package static func < (left: UnreadableAdvisory, right: UnreadableAdvisory) -> Bool {
    (left.path, left.line, left.message) < (right.path, right.line, right.message)
  }
}
